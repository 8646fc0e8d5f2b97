import type { ApiRequest } from './decision.ts';

/** What a page may read beside the body; the rest of the headers a browser keeps to itself. */
const readable = [
  'Allow',
  'Location',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];

/** The headers that let a page of another origin read the answer; none for requests that don't come from a page. */
export function corsHeaders({ headers }: ApiRequest, requestIdHeader: string): Readonly<Record<string, string>> {
  const origin = headers['origin'];
  if (origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': [...readable, requestIdHeader].join(', '),
    Vary: 'Origin',
  };
}
