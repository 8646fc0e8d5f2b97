import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type CatalogueEntry, type CatalogueStep, catalogueOf } from '../mock/index.ts';
import { commandOf } from './catalogue-curl.ts';
import { createPainter } from './paint.ts';
import { renderFailures, renderServed } from './serve-output.ts';

const url = 'http://127.0.0.1:8001';
let contract: Contract;
let entries: readonly CatalogueEntry[];

before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  entries = catalogueOf(contract);
});

test('every command is one line that a shell can read', () => {
  const commands = entries.map((entry) => commandOf(entry, url)).filter((command) => command !== '');
  assert.ok(commands.length > 100);
  for (const command of commands) assert.doesNotMatch(command, /[\n\r\u00a0]/);
  for (const shell of ['sh', 'bash']) {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: commands.join('\n') });
    assert.equal(status, 0, `${shell}: ${stderr}`);
  }
});

/** Stands in for curl: shows each of its words between brackets. */
const echo = `curl() { local line; printf -v line '[%s]' "$@"; echo "$line"; }; sleep() { :; }`;

/** What curl would have been called with, call by call, for each entry. */
function callsOf(some: readonly CatalogueEntry[]): readonly (readonly string[])[] {
  const script = some.map((entry) => `${commandOf(entry, url)}; echo ---`).join('\n');
  const { stdout, status } = spawnSync('bash', ['-c', `${echo}\n${script}`], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  assert.equal(status, 0);
  const outputs = stdout.split('---\n').slice(0, -1);
  return outputs.map((output) => output.split(/(?<=\])\n(?=\[|$)/).filter((call) => call !== ''));
}

test('what a shell makes of the commands is what the entries say: number, method, headers, body, path', () => {
  const plain = entries.filter(
    ({ steps }) => steps.length > 0 && steps.every(({ filler, sameConnection }) => filler === null && !sameConnection),
  );
  const calls = callsOf(plain);
  assert.deepEqual(
    calls.map(({ length }) => length),
    plain.map(({ steps }) => steps.reduce((sum, { times }) => sum + times, 0)),
  );
  for (const [index, { steps }] of plain.entries()) {
    const [last = '', step] = [calls[index]?.at(-1), steps.at(-1)];
    const words = step === undefined ? [] : wordsOf(step);
    for (const word of words) assert.ok(last.includes(word), `${word} is not in ${last}`);
  }
});

function wordsOf({ request, giveUpSeconds }: CatalogueStep): readonly string[] {
  const { method, path, headers, body } = request;
  return [
    ...headers.map(([name, value]) => (value === '' ? `[-H][${name};]` : `[-H][${name}: ${value}]`)),
    ...(method === (body === null ? 'GET' : 'POST') ? [] : [`[-X][${method}]`]),
    ...(body === null ? [] : [`[--data-raw][${body}]`]),
    ...(giveUpSeconds === null ? [] : [`[--max-time][${giveUpSeconds}]`]),
    `[${url}${path}]`,
  ];
}

test('a loop prints statuses, with pauses where the quota stands behind smaller ones', () => {
  const commandFor = (id: string) => commandOf(entries.find(({ ruleId }) => ruleId === id) as CatalogueEntry, url);
  const curl = String.raw`curl -s -o /dev/null -w '%{http_code}\n' -H 'X-API-Key: burst-key'`;
  assert.equal(
    commandFor('burst-per-minute'),
    `for i in $(seq 101); do ${curl} ${url}/__case/burst-per-minute/alerts; sleep 0.1; done`,
  );
  assert.equal(
    commandFor('burst-at-once'),
    `(for i in $(seq 6); do ${curl} -H 'X-Simulate: slow' ${url}/__case/burst-at-once/alerts & done; wait)`,
  );
});

test('those to start with come first, then a heading for each status, with all commands below each other', () => {
  const text = renderFailures({ url, contract, entries, control: null }, createPainter(false));
  const headings = text.split('\n').filter((_line, at, lines) => lines[at - 1] === '' || at === 0);
  assert.deepEqual(headings, [
    'Start here: one request for each failure',
    'Every other way',
    '400 Bad Request',
    '401 Unauthorized',
    '403 Forbidden',
    '404 Not Found',
    '413 Content Too Large',
    '415 Unsupported Media Type',
    '429 Too Many Requests',
    '431 Request Header Fields Too Large',
    '500 Internal Server Error',
    '502 Bad Gateway',
    '503 Service Unavailable',
    '504 Gateway Timeout',
    'Slow, or silent',
    'A broken connection, or a broken answer',
  ]);
  for (const entry of entries.filter(({ steps }) => steps.length > 0)) {
    assert.ok(text.includes(`  ${commandOf(entry, url)}\n`), entry.summary);
  }
  assert.match(text, /beyond 10,000 requests of burst-key per day \(takes 10 h\) {2}/);
});

test('the table of operations names the URL first', () => {
  const text = renderServed({ url, contract, files: ['a.yaml', 'b.yaml'] }, createPainter(false));
  assert.deepEqual(text.split('\n').slice(0, 4), [
    `Alert and user API 1.0.0 on ${url}`,
    'a.yaml + b.yaml',
    '',
    'GET     /alerts                 listAlerts           200 400 401 403 429 500 502 503 504',
  ]);
});

test('the control API refuses connections, where there is one', () => {
  const row = (control: Parameters<typeof renderFailures>[0]['control']) =>
    renderFailures({ url, contract, entries, control }, createPainter(false))
      .split('\n')
      .find((line) => line.startsWith('a refused connection'));
  assert.match(row(null) ?? '', /\(by the control API or by a rule with a time, never by a request\)$/);
  assert.match(
    row({ url: 'http://127.0.0.1:8002', token: 'abc' }) ?? '',
    /^a refused connection, for 5 s +curl -H 'Authorization: Bearer abc' --json '\{"milliseconds":5000\}' http:\/\/127\.0\.0\.1:8002\/cases\/default\/refuse$/,
  );
});
