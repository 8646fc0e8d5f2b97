// A result rendered for people (HTML, Markdown) and for CI systems (JUnit, CTRF), put together from shards, or compared.
// Pure: it reads nothing but the results it is given, judges no exchange anew, and writes no file.
export { compareResults } from './compare.ts';
export type { NamedResult } from './complete.ts';
export { renderCtrf } from './ctrf.ts';
export { renderJunit } from './junit.ts';
export { renderMarkdown } from './markdown.ts';
export { mergeResults } from './merge.ts';
export { renderHtml } from './render-html.ts';
