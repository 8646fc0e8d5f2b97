import type { Exchange, RecordedRequest } from '../exchange.ts';
import { parseRequest, parseResponse, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';

const statusLine = /^HTTP\/\d(?:\.\d)?\s+\d{3}\b/m;
const requestLine = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY)\s+\S+(?:\s+HTTP\/\d(?:\.\d)?)?\s*$/m;

/** Messages as they stand on the wire: what curl -i prints, a response alone, a request with its response. */
export const rawHttp = defineFormat({
  name: 'raw-http',
  summary: 'raw HTTP: curl -i, a response, a request with its response (.http files too)',
  reference: 'RFC 9112',
  read(text) {
    if (!statusLine.test(text)) return null;
    const exchanges: Exchange[] = [];
    let request: RecordedRequest = unknownRequest;
    for (const message of messagesIn(text)) {
      const response = parseResponse(message);
      if (response === null) {
        request = parseRequest(message) ?? request;
        continue;
      }
      // 1xx are on the way; the answer of a proxy to CONNECT is none of the API's.
      if (response.status < 200 || /^HTTP\/\S+ 200 connection established/i.test(message)) continue;
      exchanges.push(
        recordedExchange({ id: `message-${exchanges.length + 1}`, request, outcome: { kind: 'response', response } }),
      );
    }
    return recordingOf(exchanges);
  },
});

const unknownRequest: RecordedRequest = { method: 'GET', url: 'https://unknown.invalid/', headers: [], body: null };

/** Cuts a text before each request line and each status line that begins a message. */
function messagesIn(text: string): readonly string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const messages: string[][] = [];
  lines.forEach((line, index) => {
    const isStart =
      /^HTTP\/\d(?:\.\d)?\s+\d{3}\b/.test(line) || (requestLine.test(line) && isRequestStart(lines, index));
    if (isStart) messages.push([]);
    messages.at(-1)?.push(line);
  });
  return messages.map((message) => message.join('\n').replace(/(?<!\n)\n+$/, ''));
}

/** A request line begins a message only where a header, a blank line or the end follows. */
function isRequestStart(lines: readonly string[], index: number): boolean {
  const next = lines[index + 1] ?? '';
  return next.trim() === '' || /^[\w-]+:/.test(next) || /^HTTP\//.test(next);
}
