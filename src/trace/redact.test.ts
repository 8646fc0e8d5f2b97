import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Exchange, HeaderList, RecordedBody } from './exchange.ts';
import { maskText } from './mask-text.ts';
import { redactExchange } from './redact.ts';

const body = (text: string): RecordedBody => ({ text, bytes: text.length, sha256: 'hash-of-the-whole', cut: false });

interface Parts {
  readonly url?: string;
  readonly headers?: HeaderList;
  readonly body?: string;
  readonly responseHeaders?: HeaderList;
  readonly responseBody?: string;
}

function exchange(parts: Parts): Exchange {
  const response = {
    status: 403,
    headers: parts.responseHeaders ?? [],
    body: parts.responseBody === undefined ? null : body(parts.responseBody),
  };
  return {
    id: 'run-1',
    caseId: 'case-1',
    observer: 'client',
    operationId: 'listAlerts',
    attempt: 1,
    startedAt: 0,
    respondedAt: 1,
    endedAt: 1,
    request: {
      method: 'GET',
      url: parts.url ?? 'http://localhost:8001/alerts',
      headers: parts.headers ?? [],
      body: parts.body === undefined ? null : body(parts.body),
    },
    outcome: { kind: 'response', response },
    cause: null,
    sideEffects: [],
    connection: null,
  };
}

const requestHeader = (name: string, value: string) =>
  redactExchange(exchange({ headers: [[name, value]] })).exchange.request.headers[0]?.[1];

const requestBody = (text: string) => redactExchange(exchange({ body: text })).exchange.request.body?.text;

test('a credential header keeps its length and nothing else', () => {
  assert.equal(requestHeader('X-API-Key', 'valid-key-123'), '•••• (13 characters)');
});

test('the scheme of an Authorization header stays readable, a doubled one too', () => {
  assert.equal(requestHeader('Authorization', 'Bearer abcdefgh'), 'Bearer •••• (8 characters)');
  assert.equal(requestHeader('Authorization', 'Bearer Bearer abcdefgh'), 'Bearer •••• (15 characters, a space inside)');
  assert.equal(requestHeader('Authorization', 'valid-key-123'), '•••• (13 characters)');
});

test('a credential behind "Basic" is masked in any text, a word of a sentence there is not', () => {
  assert.equal(
    maskText('The key goes out as Authorization: Basic dmFsaWQta2V5LTEyMzo=, as basic OnZhbGlkLWtleS0xMjM=', []),
    'The key goes out as Authorization: Basic •••• (20 characters), as basic •••• (20 characters)',
  );
  assert.equal(
    maskText('Basic authentication, Basic Authentication', []),
    'Basic authentication, Basic Authentication',
  );
});

test('what pasting adds to a key is named', () => {
  assert.equal(requestHeader('X-API-Key', '   '), '•••• (3 characters, blank)');
  assert.equal(requestHeader('X-API-Key', '"valid key"'), '•••• (11 characters, a space inside, quotes)');
  assert.equal(requestHeader('X-API-Key', 'key\u00a0'), '•••• (4 characters, a space at its edge)');
  assert.equal(requestHeader('X-API-Key', 'va\nlid'), '•••• (6 characters, a line break)');
  assert.equal(requestHeader('X-API-Key', '$' + '{API_KEY}'), '•••• (10 characters, a placeholder)');
});

test('an empty key stays empty, because that is the point', () => {
  const { exchange: redacted, masked } = redactExchange(exchange({ headers: [['X-API-Key', '']] }));
  assert.deepEqual(redacted.request.headers, [['X-API-Key', '']]);
  assert.equal(masked, 0);
});

test('cookies keep their names, Set-Cookie its attributes', () => {
  assert.equal(
    requestHeader('Cookie', 'session=abcdef; theme=dark'),
    'session=•••• (6 characters); theme=•••• (4 characters)',
  );
  assert.equal(
    requestHeader('Set-Cookie', 'session=abcdef; Path=/; HttpOnly'),
    'session=•••• (6 characters); Path=/; HttpOnly',
  );
});

test('idempotency keys, request ids and challenges are no secrets', () => {
  for (const name of ['Idempotency-Key', 'X-Request-Id', 'WWW-Authenticate', 'ETag', 'RateLimit', 'Content-Type']) {
    assert.equal(requestHeader(name, 'aB3-0123456789'), 'aB3-0123456789', name);
  }
});

test('secret parameters and the user of a URL are masked, the rest stays', () => {
  const url = 'https://user:hunter22@api.example/alerts?limit=2&api_key=valid%2Dkey&access_token=abc#id_token=xyz';
  const { exchange: redacted, masked } = redactExchange(exchange({ url }));
  assert.equal(
    redacted.request.url,
    'https://••••(13)@api.example/alerts?limit=2&api_key=••••(9)&access_token=••••(3)#id_token=••••(3)',
  );
  assert.equal(masked, 4);
});

test('secret fields of a JSON body are masked, its layout stays', () => {
  assert.equal(
    requestBody('{\n  "user": "mara",\n  "apiKey": "k-1",  "count": 3 }'),
    '{\n  "user": "mara",\n  "apiKey": "•••• (3 characters)",  "count": 3 }',
  );
});

test('everything inside a secret object is masked, numbers too', () => {
  assert.equal(
    requestBody('{"credentials":{"login":"mara","pin":[1234,null]},"after":1}'),
    '{"credentials":{"login":"•••• (4 characters)","pin":["•••• (4 characters)",null]},"after":1}',
  );
});

test('a body that was cut off is masked as far as it goes, and an escaped name is still read', () => {
  assert.equal(
    requestBody('{"pass\\u0077ord":"hunter2 and mo'),
    '{"pass\\u0077ord":"•••• (14 characters, a space inside)"',
  );
});

test('a form is masked like a query', () => {
  const form = exchange({
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'a=1&client_secret=s3cr3t',
  });
  assert.equal(redactExchange(form).exchange.request.body?.text, 'a=1&client_secret=•••• (6 characters)');
});

test('a key that the answer repeats is masked there too, and the hash that would give it away goes', () => {
  const { exchange: redacted } = redactExchange(
    exchange({ headers: [['X-API-Key', 'wrong-key']], responseBody: '{"detail":"Key wrong-key is unknown"}' }),
  );
  const outcome = redacted.outcome;
  assert.ok(outcome?.kind === 'response');
  assert.equal(outcome.response.body?.text, '{"detail":"Key •••• (9 characters) is unknown"}');
  assert.equal(outcome.response.body?.sha256, '');
});

test('a body without a secret keeps its hash', () => {
  const { exchange: redacted } = redactExchange(exchange({ body: '{"tenant":"test"}' }));
  assert.equal(redacted.request.body?.sha256, 'hash-of-the-whole');
});

test('texts that look like tokens are masked wherever they stand', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_123';
  const opaque = 'Zx9'.repeat(15);
  assert.equal(
    maskText(`got ${jwt}, Bearer abcdefghij and ${opaque}`, []).match(/•••• \(\d+ characters\)/g)?.length,
    3,
  );
  const plain = 'order 4bf92f3577b34da6a3ce929d0e0e4736 of user 123e4567-e89b-12d3-a456-426614174000';
  assert.equal(maskText(plain, []), plain);
});

test('a secret that is a word of the mask, or contains another one, leaves no mask inside a mask', () => {
  assert.equal(
    maskText('characters in long-characters', ['characters', 'long-characters']),
    '•••• (10 characters) in •••• (15 characters)',
  );
});

test('a secret dressed up as a mask is still a secret', () => {
  assert.equal(requestHeader('X-API-Key', '•••• (hunter2)'), '•••• (14 characters, a space inside)');
});

const canary = fc
  .stringMatching(/^[A-Za-z0-9+/=_.~ "'\\%&?#;,:{}-]{8,40}$/)
  .filter((text) => text.trim().length >= 8)
  .map((text) => `Canary ${text}`);

test('no secret survives in any part of an exchange, and masking twice changes nothing', () => {
  fc.assert(
    fc.property(canary, fc.constantFrom('X-API-Key', 'api_token', 'Authorization', 'client-secret'), (secret, name) => {
      const { exchange: once, masked } = redactExchange(
        exchange({
          url: `https://api.example/alerts?${name}=${encodeURIComponent(secret)}&q=${encodeURIComponent(secret)}`,
          headers: [
            [name, secret],
            ['X-Note', `sent ${secret}`],
          ],
          body: JSON.stringify({ deep: [{ [name]: secret }], note: secret }),
          responseHeaders: [['Location', `/login?${name}=${encodeURIComponent(secret)}`]],
          responseBody: `no such key: ${secret}`,
        }),
      );
      const text = JSON.stringify(once);
      assert.ok(masked >= 5);
      assert.ok(!text.includes('Canary'), text);
      assert.deepEqual(redactExchange(once), { exchange: once, masked: 0 });
    }),
  );
});
