import { bodyOf, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { asNumber, asObject, firstOf, parseJson } from './values.ts';

/** Nothing but the body of an error: its own words say which status it came with. */
export const bareBody = defineFormat({
  name: 'bare-body',
  summary: 'the JSON body of an error alone',
  reference: 'RFC 9457 §3.1.2 (status)',
  read(text) {
    const body = asObject(parseJson(text));
    if (body === null) return null;
    const error = asObject(body['error']);
    const named =
      asNumber(firstOf(body, 'status', 'statusCode', 'status_code', 'code')) ??
      asNumber(firstOf(error, 'code', 'status'));
    const status = named !== undefined && named >= 400 && named <= 599 ? named : statusInWords(text);
    if (status === null) return null;
    const response = { status, headers: [['Content-Type', 'application/json'] as const], body: bodyOf(text.trim()) };
    const request = { method: 'GET', url: 'https://unknown.invalid/', headers: [], body: null };
    const recording = recordingOf([
      recordedExchange({ id: 'body-1', request, outcome: { kind: 'response', response } }),
    ]);
    return recording && { ...recording, notes: [`the status was not recorded; ${status} is what the body speaks of`] };
  },
});

const wording: readonly (readonly [RegExp, number])[] = [
  [/rate limit|too many requests|quota|throttl/i, 429],
  [
    /missing (authentication|credentials|api key)|not authenticated|unauthenticated|authentication (is )?required|bad credentials|unauthorized/i,
    401,
  ],
  [/forbidden|invalid api key|access denied|permission|not authorized/i, 403],
  [/not found|does not exist|no such/i, 404],
  [/missing required|required field|invalid (value|type|format)|validation|malformed|must be/i, 400],
  [/temporarily unavailable|maintenance|overloaded/i, 503],
  [/bad gateway/i, 502],
  [/gateway time-?out|timed out/i, 504],
  [/internal (server )?error|something went wrong/i, 500],
];

function statusInWords(text: string): number | null {
  return wording.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
