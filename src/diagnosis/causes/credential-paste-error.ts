import { defineCause, proven } from '../cause.ts';
import { nameOf, pasteFlaws } from '../facts/credentials.ts';

/** Copying added something to the credential. */
export const credentialPasteError = defineCause({
  name: 'credential-paste-error',
  summary:
    'The credential carries something that copying added: spaces, quotes, an invisible character, the scheme twice.',
  side: 'client',
  reference: 'the reference, scenarios 1 and 2; RFC 6750 §2.1',
  runbook: 'invalid-credentials',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Enter the credential anew, by hand or through a plain-text editor, and compare its length with what the provider shows.',
    'Leave out the scheme (Bearer, Basic) where the platform adds it by itself.',
    'Test the cleaned key outside the platform with curl.',
  ],
  explanation:
    'The key in the configuration is not exactly the one that was issued: {flaw}. We enter it again without what copying added.',
  examples: [
    {
      from: 'a platform that adds the scheme itself',
      request:
        'GET /alerts HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
      response:
        'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer\nContent-Type: application/json\n\n{"message":"Unauthorized"}',
    },
    {
      from: 'a key copied from a web page',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: valid-\u200Bkey-123',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}',
    },
    {
      from: 'a key with its quotes',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: "valid-key-123"',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}',
    },
  ],
  find: ({ status, sent }) => {
    if (status !== 401 && status !== 403) return null;
    const [found] = sent
      .filter((credential) => credential.in === 'header' || credential.in === 'query')
      .map((credential) => ({ credential, flaws: pasteFlaws(credential) }))
      .filter(({ flaws }) => flaws.length > 0);
    if (found === undefined) return null;
    const evidence = found.flaws.map((flaw) => `${nameOf(found.credential)}: ${flaw}`);
    return { ...proven(...evidence), values: { flaw: found.flaws.join(', ') } };
  },
});
