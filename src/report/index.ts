// A result rendered for people (one HTML page) and for CI systems (JUnit).
// Pure: it reads nothing but the result it is given, judges nothing anew, and writes no file.

export { renderClient } from './client/render-client.ts';
export { renderClientJunit } from './client/render-client-junit.ts';
export { renderJunit } from './junit.ts';
export { renderHtml } from './render-html.ts';
