import type { Violation } from '../contract.ts';

/** What an error has to say, whatever the shape of the body that says it. */
export interface ErrorValues {
  readonly message: string;
  readonly status: number;
  /** The reason phrase. */
  readonly title: string;
  readonly requestId: string;
  /** ISO 8601. */
  readonly time: string;
  readonly path: string;
  /** What is wrong with the request, each with its own sentence; empty for every other error. */
  readonly violations: readonly SpokenViolation[];
}

/** A violation with the sentence that tells it. */
export interface SpokenViolation extends Violation {
  readonly text: string;
}

/** What is being filled in: the error as a whole, or one violation of a list. */
export interface Speaker extends ErrorValues {
  readonly violation: SpokenViolation | null;
}

/** What kinds of error are called, in the words that lists of codes are made of. The first is the code of its own. */
const words: Readonly<Record<number, readonly string[]>> = {
  400: ['bad_request', 'validation', 'invalid', 'malformed', 'bad', 'param'],
  401: ['unauthorized', 'unauthenticated', 'authentication', 'auth', 'token', 'credential', 'key', 'denied'],
  402: ['payment_required', 'payment', 'card', 'billing', 'funds'],
  403: ['forbidden', 'permission', 'denied', 'authorization', 'access', 'scope'],
  404: ['not_found', 'notfound', 'unknown', 'missing', 'nosuch', 'absent'],
  405: ['method_not_allowed', 'method'],
  409: ['conflict', 'exists', 'duplicate', 'already'],
  410: ['gone', 'deleted', 'expired'],
  412: ['precondition_failed', 'precondition', 'etag'],
  413: ['payload_too_large', 'large', 'size'],
  415: ['unsupported_media_type', 'media', 'contenttype'],
  422: ['validation_error', 'validation', 'unprocessable', 'invalid', 'param'],
  423: ['locked', 'lock'],
  429: ['too_many_requests', 'rate', 'limit', 'throttl', 'quota', 'many', 'busy'],
  500: ['internal_error', 'internal', 'server', 'unexpected', 'api_error', 'fault', 'failure'],
  502: ['bad_gateway', 'gateway', 'upstream', 'server'],
  503: ['service_unavailable', 'unavailable', 'overload', 'maintenance', 'busy', 'server'],
  504: ['gateway_timeout', 'timeout', 'server'],
};

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The value of a list that names this error best; the first where none does. */
export function nearestCode(
  allowed: readonly unknown[],
  { status, violation }: Pick<Speaker, 'status' | 'violation'>,
): unknown {
  const wanted = [...(violation === null ? [] : [violation.kind, violation.in]), ...wordsOf(status)].map(plain);
  for (const word of wanted) {
    const found = allowed.find((one) => typeof one === 'string' && plain(one).includes(word));
    if (found !== undefined) return found;
  }
  return allowed.find((one) => one === status || one === String(status)) ?? allowed.find((one) => one !== null);
}

/** Those of the status, then those of whose side the error is on. */
function wordsOf(status: number): readonly string[] {
  return [...(words[status] ?? []), ...(words[status >= 500 ? 500 : 400] ?? [])];
}

/** A code in the spelling of the one that the document shows: `NOT_FOUND`, `not-found`, `NotFound`. */
export function codeLike(shown: unknown, { status, title, violation }: Speaker): string {
  const snake = violation?.kind ?? words[status]?.[0] ?? title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const parts = snake.split(/[_-]/);
  if (typeof shown !== 'string' || shown === '') return parts.join('_');
  if (/^[^a-z]*[A-Z][^a-z]*$/.test(shown)) return parts.join('_').toUpperCase();
  if (/[a-z][A-Z]|^[A-Z][a-z]/.test(shown)) return camelCase(parts, /^[A-Z]/.test(shown));
  return parts.join(shown.includes('-') ? '-' : '_');
}

function camelCase(parts: readonly string[], upper: boolean): string {
  const capital = (part: string) => part.charAt(0).toUpperCase() + part.slice(1);
  return parts.map((part, at) => (at > 0 || upper ? capital(part) : part)).join('');
}
