// A result rendered for people (one HTML page) and for CI systems (JUnit).
// Pure: it reads nothing but the result it is given, judges nothing anew, and writes no file.

export { renderClient } from './client/render-client.ts';
export { renderClientJunit } from './client/render-client-junit.ts';
export { renderDiagnosisHtml } from './diagnosis/render-html.ts';
export { renderDiagnosisMarkdown } from './diagnosis/render-markdown.ts';
export { renderJunit } from './junit.ts';
export { renderHtml } from './render-html.ts';
export { diagnosisLine } from './scenario/diagnosed.ts';
