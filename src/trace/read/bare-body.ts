import { statusOfBody } from './answer-in-text.ts';
import { bodyOf, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { parseJson } from './values.ts';

/** Nothing but the body of an error: its own words say which status it came with. */
export const bareBody = defineFormat({
  name: 'bare-body',
  summary: 'the JSON body of an error alone',
  reference: 'RFC 9457 §3.1.2 (status)',
  read(text) {
    const body = parseJson(text);
    if (typeof body !== 'object' || body === null) return null;
    const status = statusOfBody(body, text);
    if (status === null) return null;
    const response = { status, headers: [['Content-Type', 'application/json'] as const], body: bodyOf(text.trim()) };
    const request = { method: 'GET', url: 'https://unknown.invalid/', headers: [], body: null };
    const recording = recordingOf([
      recordedExchange({ id: 'body-1', request, outcome: { kind: 'response', response } }),
    ]);
    return (
      recording && {
        ...recording,
        notes: [`the status was not recorded; ${status} is what the body speaks of`],
        statusGuessed: true,
      }
    );
  },
});
