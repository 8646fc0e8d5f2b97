import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { commandLine } from './fixtures/command-line.ts';
import { api, closeTargets, twoKeys as document, folder, ourMock, run } from './fixtures/live-run.ts';

afterEach(closeTargets);
after(() => rmSync(folder, { recursive: true }));

const key = 'Given the client authenticates with a valid API key';
const read = [key, 'When the client calls operation listUsers', 'Then the response status is 200'];
const missing = ['When the client calls operation listAlerts', 'Then the response status is 401'];
const notThere = [
  key,
  'And parameter user_id is "999"',
  'When the client calls operation getUser',
  'Then the response status is 404',
];
const invalid = [
  key,
  'And parameter limit is "none"',
  'When the client calls operation listAlerts',
  'Then the response status is 400',
];
const write = [
  key,
  "And the request body is the contract's own example",
  'When the client calls operation createAlert',
  'Then the response status is 201',
];
const storm = [key, 'When the client calls operation listAlerts 6 times', 'Then the response status is 429'];
const injected = [
  'Given operation listAlerts responds with status 503',
  'When the client calls operation listAlerts',
  'Then the response status is 503',
];

test('what a live API can show is run; what would change it, or use up a quota, is left out with the reason and the flag', async () => {
  const mock = await ourMock();
  const { verdicts, reasons, exitCode, result } = await run(
    { url: mock.url },
    missing,
    notThere,
    invalid,
    write,
    storm,
    injected,
  );
  assert.deepEqual(verdicts, ['kept', 'kept', 'kept', 'untested', 'untested', 'untested']);
  assert.match(reasons[3] ?? '', /POST is not sent.*--allow-writes runs it/);
  assert.match(reasons[4] ?? '', /at most 5 requests.*--allow-quota runs it/);
  assert.match(reasons[5] ?? '', /the mock has to answer/);
  assert.equal(exitCode, 0);
  const sent = mock.openCase({ id: 'default' }).trace();
  assert.deepEqual(
    sent.map(({ request }) => request.method),
    ['GET', 'GET', 'GET'],
  );
  const cell = result.matrix.cells.find(
    ({ operationId, failure }) => operationId === 'createAlert' && failure === '201',
  );
  assert.match(cell?.because ?? '', /--allow-writes/);
});

test('with the flags both are sent', async () => {
  const mock = await ourMock();
  const { verdicts } = await run({ url: mock.url, args: ['--allow-writes', '--allow-quota'] }, write, storm);
  assert.deepEqual(verdicts, ['kept', 'kept']);
});

test('requests keep their distance: no more per second than the rate says', async () => {
  const times: number[] = [];
  const { url } = await api((_, response) => {
    times.push(performance.now());
    response.writeHead(401, { 'Content-Type': 'application/json' }).end('{"detail":"x"}');
  });
  await run({ url, args: ['--rate', '20'] }, ...Array.from({ length: 6 }, () => missing));
  assert.equal(times.length, 6);
  const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
  // A busy machine may tell of the first request late.
  assert.ok(took >= 5 * 50 - 50, `six requests within ${took} ms`);
});

test('a 429 that asks for a long wait ends the sending: what comes after it is untested', async () => {
  let calls = 0;
  const { url } = await api((_, response) => {
    calls += 1;
    response.writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': '60' }).end('{"detail":"slow"}');
  });
  const { verdicts, reasons } = await run({ url }, missing, missing, missing);
  assert.equal(calls, 1);
  assert.deepEqual(verdicts, ['untested', 'untested', 'untested']);
  assert.match(reasons[1] ?? '', /answered 429 and asked to wait.*--allow-quota/);
});

test('a target that isn’t there is exit 3, and one that goes away in the midst ends the run there', async () => {
  const nobody = await api(() => {});
  nobody.server.close();
  const words = ['run', 'live.feature', '--target', nobody.url, '--no-report'];
  writeFileSync(
    join(folder, 'live.feature'),
    'Feature: a\n  Scenario: b\n    When the client calls operation listAlerts\n    Then the response status is 401\n',
  );
  assert.equal((await commandLine(words, { cwd: folder })).exitCode, 3);

  let calls = 0;
  const leaving = await api((_, response) => {
    calls += 1;
    response.writeHead(401, { 'Content-Type': 'application/json', Connection: 'close' }).end('{"detail":"x"}');
    leaving.server.close();
  });
  const { exitCode, verdicts, reasons, result } = await run({ url: leaving.url }, missing, missing, missing);
  assert.equal(exitCode, 3);
  assert.equal(calls, 1);
  assert.deepEqual(verdicts.slice(1), ['untested', 'untested']);
  assert.match(reasons[2] ?? '', /can't be reached any more \(ECONNREFUSED\): the rest was not attempted/);
  assert.match(result.because.join(), /can't be reached any more/);
});

const calls = (operation: string) => [
  key,
  `When the client calls operation ${operation}`,
  'Then the response status is 200',
];

test('each scheme has its credential from the environment, where the scheme wants it, and none is ever written', async () => {
  const seen: string[] = [];
  const { url } = await api((message, response) => {
    seen.push(`${message.url} ${message.headers['x-pass-phrase'] ?? '-'} ${message.headers.authorization ?? '-'}`);
    const told = `you sent ${message.headers['x-pass-phrase']} and ${message.headers.authorization}`;
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Total': '1' }).end(JSON.stringify({ id: told }));
  });
  const env = {
    FAULTLINE_CREDENTIAL_HEADER_KEY: 'correct horse battery',
    FAULTLINE_CREDENTIAL_QUERYKEY: 'query-credential-1',
    FAULTLINE_CREDENTIAL_LOGIN: 'ada:lovelace-secret',
  };
  const { stderr, stdout, verdicts } = await run(
    { url, env, document, args: ['--json'] },
    calls('both'),
    calls('either'),
  );
  assert.deepEqual(verdicts, ['kept', 'kept']);
  assert.deepEqual(seen, [
    '/both?code=query-credential-1 correct horse battery -',
    `/either - Basic ${Buffer.from(env.FAULTLINE_CREDENTIAL_LOGIN).toString('base64')}`,
  ]);
  const files = readdirSync(join(folder, 'out')).map((name) => readFileSync(join(folder, 'out', name), 'utf8'));
  const all = [stderr, stdout, ...files].join('\n');
  for (const secret of [
    ...Object.values(env),
    'lovelace-secret',
    Buffer.from(env.FAULTLINE_CREDENTIAL_LOGIN).toString('base64'),
  ])
    assert.ok(!all.includes(secret), `"${secret}" was written`);
});

test('every credential that an operation asks for is the environment’s, but for the one that a step takes away', async () => {
  const seen: string[] = [];
  const { url } = await api((message, response) => {
    seen.push(`${message.url} ${message.headers['x-pass-phrase'] ?? '-'}`);
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Total': '1' }).end('{"id":1}');
  });
  const every = 'Given the client has every credential that an operation asks for';
  const [, ...both] = calls('both');
  const one = { FAULTLINE_CREDENTIAL_HEADER_KEY: 'one', FAULTLINE_CREDENTIAL_QUERYKEY: 'two' };
  const { verdicts } = await run(
    { url, document, env: one },
    [every, ...both],
    [every, 'And the client\'s credential for "queryKey" is no credential', ...both],
    [every, 'And the client\'s credential for "queryKey" is the API key "three"', ...both],
    [key, 'And the client\'s credential for "header-key" is no credential', ...both],
  );
  assert.deepEqual(verdicts, ['kept', 'kept', 'kept', 'kept']);
  assert.deepEqual(seen, ['/both?code=two one', '/both one', '/both?code=three one', '/both?code=two -']);
  const none = await run({ url, document }, [every, ...both]);
  assert.deepEqual(none.verdicts, ['untested']);
  assert.match(none.reasons[0] ?? '', /set FAULTLINE_CREDENTIAL_HEADER_KEY/);
});

test('without a credential, and without a layer that knows one, the scenario is untested and says which variable is missing', async () => {
  const { url } = await api((_, response) => void response.writeHead(200).end());
  const { verdicts, reasons } = await run({ url, document }, calls('both'));
  assert.deepEqual(verdicts, ['untested']);
  assert.match(reasons[0] ?? '', /set FAULTLINE_CREDENTIAL_HEADER_KEY, or give --credential/);
});

test('a variable for a scheme that isn’t there is told, with the one that was meant', async () => {
  const { url } = await api((_, response) => void response.writeHead(200).end());
  const { stderr } = await run({ url, document, env: { FAULTLINE_CREDENTIAL_QUERY_KEY: 'x' } }, calls('both'));
  assert.match(stderr, /FAULTLINE_CREDENTIAL_QUERY_KEY.*Did you mean "FAULTLINE_CREDENTIAL_QUERYKEY"/s);
});

test('drift between API and contract is told per operation, in the result, the report and on the terminal, and can be a gate', async () => {
  const env = {
    FAULTLINE_CREDENTIAL_HEADER_KEY: 'one',
    FAULTLINE_CREDENTIAL_QUERYKEY: 'two',
    FAULTLINE_CREDENTIAL_TOKEN: 'three',
  };
  const { url } = await api((message, response) => {
    if (message.url?.startsWith('/either')) return void response.writeHead(202, { 'X-New': '1' }).end();
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-New': '1' }).end('{"id":"1","extra":true}');
  });
  const steps = (operation: string) => [
    key,
    `When the client calls operation ${operation}`,
    'Then the response status is in 2XX',
  ];
  const { result, stderr, exitCode } = await run({ url, env, document }, steps('both'), steps('both'), steps('either'));
  const found = result.drift.map(({ operationId, status, kind, count }) => `${operationId} ${status} ${kind} ${count}`);
  assert.deepEqual(found.sort(), [
    'both 200 body 2',
    'both 200 header 2',
    'both 200 undeclared-field 2',
    'both 200 undeclared-header 2',
    'either 202 status 1',
  ]);
  assert.match(result.drift.find(({ kind }) => kind === 'body')?.message ?? '', /\/id .*integer/);
  assert.match(result.drift[0]?.curl ?? '', /^curl /);
  assert.equal(exitCode, 0);
  assert.match(stderr, /differ in 3 ways; of 2 more things it says nothing/);
  const html = readFileSync(join(folder, 'out', 'index.html'), 'utf8');
  assert.match(html, /Where the API and its contract differ/);
  assert.match(html, /no header X-Total/);
  const gated = await run({ url, env, document, args: ['--fail-on-drift'] }, steps('both'));
  assert.equal(gated.exitCode, 4);
});

test('a request that the contract doesn’t know is drift only where the API takes it', async () => {
  const { url } = await api((message, response) => void response.writeHead(message.url === '/new' ? 200 : 404).end());
  const call = (path: string, status: number) => [
    `When the client calls operation GET ${path}`,
    `Then the response status is ${status}`,
  ];
  const { result, verdicts } = await run({ url }, call('/new', 200), call('/nowhere', 404));
  assert.deepEqual(verdicts, ['kept', 'kept']);
  assert.deepEqual(
    result.drift.map(({ operationId, status, kind }) => `${operationId} ${status} ${kind}`),
    ['null 200 operation'],
  );
});

test('an API that keeps its contract shows no drift: our own mock', async () => {
  const mock = await ourMock();
  const { result, stderr } = await run({ url: mock.url }, read, missing, notThere, invalid);
  assert.deepEqual(result.drift, []);
  assert.match(stderr, /every answer was as the document declares it/);
});

test('raw bytes are not written where TLS is wanted', async () => {
  const mock = await ourMock();
  const raw = [
    'When the client writes on the socket:',
    '  """',
    '  GET /users/%E0%A4%A HTTP/1.1',
    '  Host: x',
    '',
    '  """',
    'Then the response status is 400',
  ];
  assert.deepEqual((await run({ url: mock.url }, raw)).verdicts, ['kept']);
  const { verdicts, reasons } = await run({ url: mock.url.replace('http:', 'https:') }, raw);
  assert.deepEqual(verdicts, ['untested']);
  assert.match(reasons[0] ?? '', /not through TLS/);
});
