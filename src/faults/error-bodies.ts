/** A body that some APIs give an error instead of their own dialect. */
export interface NamedBody {
  readonly contentType: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const problemJson = 'application/problem+json';
// The problem types that draft-ietf-httpapi-ratelimit-headers-11 §8 registers.
const problemType = (name: string) => `https://iana.org/assignments/http-problem-types#${name}`;

/** Error bodies that carry what a status alone doesn't say, by the name that a fault gives them. */
export const errorBodies = {
  'retry-info': {
    contentType: 'application/json',
    value: {
      error: {
        code: 429,
        message: 'Quota exceeded.',
        status: 'RESOURCE_EXHAUSTED',
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }],
      },
    },
  },
  'quota-exceeded': {
    contentType: problemJson,
    value: {
      type: problemType('quota-exceeded'),
      title: 'The request exceeds what the quota policies allow.',
      'violated-policies': ['default'],
    },
  },
  'temporary-reduced-capacity': {
    contentType: problemJson,
    value: {
      type: problemType('temporary-reduced-capacity'),
      title: 'Capacity is reduced for a time.',
      'violated-policies': ['default'],
    },
  },
  'abnormal-usage-detected': {
    contentType: problemJson,
    value: {
      type: problemType('abnormal-usage-detected'),
      title: 'Usage is not as it usually is.',
      'violated-policies': ['default'],
    },
  },
  'idempotency-key-missing': {
    contentType: problemJson,
    value: { title: 'Idempotency-Key is missing', detail: 'This operation needs an Idempotency-Key.' },
  },
  'idempotency-key-outstanding': {
    contentType: problemJson,
    value: {
      title: 'A request is outstanding for this Idempotency-Key',
      detail: 'The first request with this Idempotency-Key is still being processed.',
    },
  },
  'idempotency-key-reused': {
    contentType: problemJson,
    value: {
      title: 'Idempotency-Key is already used',
      detail: 'This Idempotency-Key was used with another payload.',
    },
  },
} as const satisfies Readonly<Record<string, NamedBody>>;

export type ErrorBodyName = keyof typeof errorBodies;

/** All names, for options and docs. */
export const errorBodyNames = Object.keys(errorBodies) as readonly ErrorBodyName[];
