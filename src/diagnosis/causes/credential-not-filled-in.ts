import { defineCause, type Finding, likely, possible, proven } from '../cause.ts';
import { isPlaceholder, nameOf } from '../facts/credentials.ts';
import type { Facts } from '../facts/index.ts';

/** The credential is empty, or a template nothing was filled into. */
export const credentialNotFilledIn = defineCause({
  name: 'credential-not-filled-in',
  summary: 'The credential is empty or a placeholder: the setting was never saved, or a variable was not filled in.',
  side: 'client',
  reference: 'the reference, scenario 1',
  runbook: 'missing-authentication',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Open the configuration of the integration: is the field filled in, and was it saved?',
    'If the value comes from a variable, look whether that variable exists where the workflow runs, and how it is spelt.',
    'Run one simple read again.',
  ],
  explanation:
    'The field for the credential holds no key but {flaw}, so the API cannot know us. We enter the real key and save it.',
  examples: [
    {
      from: 'Postman, an environment that was not selected',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer {{token}}',
      response:
        'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\nContent-Type: application/json\n\n{"error":"invalid_token"}',
    },
    {
      from: 'a field never saved',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: ',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"detail":"Missing authentication. Include X-API-Key header."}',
    },
    {
      from: 'an example copied as it stood',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: your-api-key-here',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}',
    },
  ],
  find: (facts) => {
    const { status, sent } = facts;
    if (status !== 401 && status !== 403 && status !== 400) return null;
    const empty = sent.find((credential) => credential.in !== 'cookie' && isPlaceholder(credential));
    if (empty === undefined || (status === 400 && isCovered(empty.value))) return byWords(facts);
    const flaw = empty.value.trim() === '' ? 'nothing at all' : 'a placeholder';
    return { ...sureness(facts, empty.value)(`${nameOf(empty)} holds ${flaw}`), values: { flaw } };
  },
});

/** A 400 may be about anything, and rows of x or a word in brackets may be what somebody put over the real key. */
function sureness({ status }: Facts, value: string): typeof proven {
  if (status === 400) return possible;
  return isCovered(value) ? likely : proven;
}

function isCovered(value: string): boolean {
  return /^(x{3,}|<[^<>]+>|\[[\w -]+\])$/i.test(value);
}

/** What validators quote of a field without a value. */
const isNothing = /^<?(undefined|null|nil|none|nan|test|todo|\[object Object\])>?$/i;

/** GraphQL names its variables so, and help texts the place where a key belongs. */
const isOwnPlace = /\bvariable ["']\$|\bplease (include|provide|send|use|add|set)\b[^·]{0,60}\bheader\b/i;

/** Answers quote the client, user or key that they don't know. */
function byWords({ words }: Facts): Finding | null {
  if (isOwnPlace.test(words)) return null;
  const quoted = [...words.matchAll(/(?<![\w])['"`]([^'"`\s\\]{4,80})\\?['"`]/g)].map(([, value]) => value ?? '');
  const placeholder = quoted.find(
    (value) =>
      !isNothing.test(value) &&
      !isCovered(value) &&
      isPlaceholder({ in: 'body', name: '', value, scheme: '', claims: null }),
  );
  if (placeholder === undefined) return null;
  return {
    ...likely(`the answer quotes "${placeholder}", which looks like a placeholder`),
    values: { flaw: 'a placeholder' },
  };
}
