import { late } from './late.ts';

/** Stands in for faker until a generated answer asks for it. */
export const faker = late('@faker-js/faker', 'faker');
