import { late } from './late.ts';

/** Stands in for the reader of Postman collections until somebody reads one. */
export const Collection = late('postman-collection', 'Collection');
