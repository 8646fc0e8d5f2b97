import { onceFor } from '../once-for.ts';
import type { Exchange, HeaderList, Outcome } from '../trace/exchange.ts';
import type { Signal } from './classification.ts';

/** What an exchange tells about a repeat; null while it is still open. */
export function signalOf(exchange: Exchange): Signal | null {
  const { outcome, request, connection } = exchange;
  if (outcome === null) return null;
  return {
    method: request.method,
    requestHeaders: fieldsOf(request.headers),
    ...answerOf(outcome),
    ...(connection === null ? {} : { reusedConnection: connection.reused }),
    ...nowOf(exchange),
  };
}

/** When the answer came, as recorded; texts without a time leave it to the answer's Date. */
function nowOf({ respondedAt, endedAt, startedAt }: Exchange): Pick<Signal, 'now'> {
  const recorded = respondedAt ?? endedAt ?? startedAt;
  return recorded > 0 ? { now: recorded } : {};
}

function answerOf(outcome: Outcome): Pick<Signal, 'status' | 'headers' | 'body' | 'errorCode' | 'phase'> {
  if (outcome.kind === 'no-response') {
    return { status: null, headers: {}, errorCode: outcome.code, phase: outcome.phase };
  }
  const { status, headers, body } = outcome.response;
  const broken = outcome.kind === 'broken-body' ? { errorCode: outcome.code, phase: 'body' as const } : {};
  return { status, headers: fieldsOf(headers), body: body?.text ?? '', ...broken };
}

/** Header fields by lower-case name; repeated ones joined by ", " (RFC 9110 §5.3). */
export const fieldsOf = onceFor(readFields);

function readFields(headers: HeaderList): Readonly<Record<string, string>> {
  const fields = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(fields);
}
