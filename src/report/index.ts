// A result rendered for people (HTML, Markdown) and for CI systems (JUnit, CTRF), or put together from shards.
// Pure: it reads nothing but the results it is given, judges no exchange anew, and writes no file.
export { metBy } from './client/met.ts';
export { renderClient } from './client/render-client.ts';
export { renderClientJunit } from './client/render-client-junit.ts';
export { renderCtrf } from './ctrf.ts';
export { renderDiagnosisHtml } from './diagnosis/render-html.ts';
export { renderDiagnosisMarkdown } from './diagnosis/render-markdown.ts';
export { renderJunit } from './junit.ts';
export { renderMarkdown } from './markdown.ts';
export { joinParts, mergeResults } from './merge.ts';
export { renderHtml } from './render-html.ts';
export { diagnosisLine } from './scenario/diagnosed.ts';
