import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { toCurl } from './curl.ts';
import type { HeaderList, RecordedRequest } from './exchange.ts';
import { printfForShell, quoteForShell } from './shell.ts';

interface Parts {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: HeaderList;
  readonly body?: string;
  readonly cut?: boolean;
}

function request({
  method = 'GET',
  url = 'http://localhost:8001/alerts',
  headers = [],
  body,
  cut = false,
}: Parts): RecordedRequest {
  return { method, url, headers, body: body === undefined ? null : { text: body, bytes: 999, sha256: '', cut } };
}

const shell = (command: string) =>
  execFileSync('sh', ['-c', command], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', X_API_KEY: 'the key', API_KEY: 'k&1' },
  });

/** What curl would be given, word by word. */
const wordsOf = (command: string) =>
  shell(`curl() { for word in "$@"; do printf '%s\\000' "$word"; done; }\n${command}`).split('\0').slice(0, -1);

test('a plain GET is a plain line, without what curl sets by itself', () => {
  const headers: HeaderList = [
    ['Host', 'localhost'],
    ['Accept', '*/*'],
    ['Connection', 'keep-alive'],
    ['User-Agent', 'undici'],
    ['X-Request-Id', 'r1'],
    ['Content-Length', '0'],
  ];
  assert.equal(toCurl(request({ headers })), 'curl http://localhost:8001/alerts');
});

test('a credential becomes a variable, masked or not', () => {
  for (const value of ['valid-key-123', '•••• (13 characters)']) {
    assert.equal(
      toCurl(request({ headers: [['X-API-Key', value]] })),
      'curl -H "X-API-Key: $X_API_KEY" http://localhost:8001/alerts',
    );
  }
  assert.equal(
    toCurl(request({ headers: [['Authorization', 'Bearer •••• (8 characters)']] })),
    'curl -H "Authorization: Bearer $AUTHORIZATION" http://localhost:8001/alerts',
  );
});

test('a public key is shown where that is asked for, a masked one never', () => {
  const shown = (value: string) =>
    toCurl(request({ headers: [['X-API-Key', value]], url: 'http://h/?api_key=k1' }), { credentials: 'shown' });
  assert.equal(shown('valid-key-123'), "curl -H 'X-API-Key: valid-key-123' 'http://h/?api_key=k1'");
  assert.match(shown('•••• (13 characters)'), /X-API-Key: \$X_API_KEY/);
});

test('a blank credential stays blank, in the form in which curl sends it', () => {
  assert.equal(toCurl(request({ headers: [['X-API-Key', '']] })), "curl -H 'X-API-Key;' http://localhost:8001/alerts");
});

test('a secret parameter becomes a variable within the URL', () => {
  const command = toCurl(request({ url: 'http://localhost:8001/alerts?limit=2&api_key=••••(9)&q=a%20b' }));
  assert.deepEqual(wordsOf(command), ['http://localhost:8001/alerts?limit=2&api_key=k&1&q=a%20b']);
});

test('the method stands only where curl would take another', () => {
  assert.match(toCurl(request({ method: 'DELETE' })), /^curl -X DELETE /);
  assert.match(toCurl(request({ method: 'HEAD' })), /^curl --head /);
  assert.doesNotMatch(toCurl(request({ method: 'POST', body: '{}' })), /-X/);
  assert.match(toCurl(request({ method: 'PUT', body: '{}' })), /-X PUT/);
  assert.match(toCurl(request({ method: 'GET', body: '{}' })), /-X GET/);
  assert.match(toCurl(request({ method: 'POST' })), /-X POST/);
});

test('a body without a type gets none from curl either', () => {
  assert.match(toCurl(request({ method: 'POST', body: 'x' })), /-H 'Content-Type:'/);
});

test('another base and an instruction reproduce it on a mock', () => {
  assert.equal(
    toCurl(request({ url: 'http://127.0.0.1:50123/users/1?x=1' }), {
      baseUrl: 'http://localhost:8001',
      instruction: 'return-503',
    }),
    "curl -H 'X-Faultline-Instruction: return-503' 'http://localhost:8001/users/1?x=1'",
  );
});

test('curl is kept from expanding brackets and tidying up dots', () => {
  assert.match(toCurl(request({ url: 'http://h/a?ids[]={1}' })), /--globoff/);
  assert.match(toCurl(request({ url: 'http://h/a/../b' })), /--path-as-is/);
});

test('a body with bytes that a terminal acts on is piped in', () => {
  const command = toCurl(request({ method: 'POST', body: "a\0b\u001b[2J%s\\n'\n" }));
  assert.match(command, /^printf '.*' \| curl /s);
  assert.equal(shell(command.replace(/ \| curl[\s\S]*$/, '')), "a\0b\u001b[2J%s\\n'\n");
});

test('a body that is cut, or too long for a command, is left to a file', () => {
  for (const body of [{ body: 'x', cut: true }, { body: 'x'.repeat(4001) }]) {
    const command = toCurl(request({ method: 'POST', headers: [['Content-Type', 'a/b']], ...body }));
    assert.equal(
      command,
      `# the file "body" holds the 999 bytes of the body\ncurl -H 'Content-Type: a/b' --data-binary @body http://localhost:8001/alerts`,
    );
  }
});

test('a long command is broken between its words', () => {
  const command = toCurl(
    request({
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ text: 'x'.repeat(80) }),
    }),
  );
  assert.match(command, /^curl \\\n {2}-H 'Content-Type: application\/json' \\\n {2}--data-raw /);
});

const nasty = fc.string({
  unit: fc.constantFrom(
    'a',
    "'",
    '"',
    '\\',
    '$',
    '`',
    '!',
    '\n',
    ' ',
    '%',
    '*',
    '~',
    '#',
    ';',
    '&',
    '-',
    'é',
    '\t',
    '(',
    '{',
  ),
  maxLength: 12,
});

test('quoting gives back every text', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 30 }), (texts) => {
      assert.equal(
        shell(`printf '%s|' ${texts.map(quoteForShell).join(' ')}`),
        texts.map((text) => `${text}|`).join(''),
      );
      const control = `\0\u001b\r${texts.join('\u007f')}`;
      assert.equal(shell(printfForShell(control)), control);
    }),
    { numRuns: 40 },
  );
});

test('the shell gives curl every header, body and URL as it was sent', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (value, body, path) => {
      const url = `http://h/${path}`;
      const words = wordsOf(
        toCurl(
          request({
            method: 'POST',
            url,
            headers: [
              ["x-o'dd", value],
              ['X-API-Key', 'secret'],
              ['content-type', 'a/b'],
            ],
            body,
          }),
        ),
      );
      assert.ok(words.includes(value === '' ? "x-o'dd;" : `x-o'dd: ${value}`));
      assert.ok(words.includes('X-API-Key: the key'));
      assert.ok(words.includes(body));
      assert.equal(words.at(-1), url);
    }),
    { numRuns: 40 },
  );
});
