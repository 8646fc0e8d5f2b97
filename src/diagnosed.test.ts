/**
 * Every failure that the mock can produce is diagnosed from what a client sees of it, and the cause found is the one that
 * was injected; causes that look alike from outside share a row, and their diagnosis names the candidates.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from './client/index.ts';
import { createVirtualClock } from './clock.ts';
import { type Contract, readContract } from './contract/index.ts';
import { diagnose } from './diagnosis/index.ts';
import { type FaultName, faultNames, faults, parseFault } from './faults/index.ts';
import { type CatalogueEntry, catalogueOf } from './mock/catalogue/index.ts';
import { type Mock, type MockCase, startMock } from './mock/index.ts';
import { shipped } from './package.ts';
import type { Exchange } from './trace/exchange.ts';

let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: shipped.document, parseFault });
  mock = await startMock({ contract, createClock: () => createVirtualClock() });
});
after(() => mock.close());

function causeOf(exchanges: readonly Exchange[]): string | null {
  const input = { exchanges, contract, critical: null, statusPage: null, now: null, notes: [] };
  return diagnose(input, exchanges.at(-1)?.id).causes[0]?.id ?? null;
}

/** Null: the client sees a success, only late. */
const causeOfFault: Readonly<Record<FaultName, string | null>> = {
  status: 'service-unavailable',
  delay: null,
  'refused-connection': 'connection-refused',
  'connection-reset': 'connection-reset',
  // From outside a reset on a used connection looks like any other, unless the client says that it was used.
  'connection-reset-on-reuse': 'connection-reset',
  'connection-reset-mid-body': 'answer-cut-off',
  'empty-response': 'closed-without-answer',
  'truncated-body': 'answer-cut-off',
  'malformed-chunk': 'protocol-violation',
  garbage: 'protocol-violation',
  'invalid-json': 'unreadable-answer',
  'wrong-content-type': 'page-instead-of-data',
  'empty-body': 'unreadable-answer',
  drip: 'answer-stalled',
  hang: 'client-gave-up',
  'hang-mid-body': 'answer-stalled',
};

const endless: Partial<Record<FaultName, string>> = {
  status: 'return-503',
  hang: 'stall',
  'hang-mid-body': 'stall-after-16B',
};

for (const name of faultNames) {
  test(`the fault ${name} is diagnosed as ${causeOfFault[name] ?? 'no failure'}`, async () => {
    const running = mock.openCase();
    const client = clientOf(running, 5000);
    const headers = [['X-API-Key', 'valid-key-123']] as const;
    const get = async () => (await client.call({ method: 'GET', path: '/users/1', headers })).last;
    const exchanges = name === 'connection-reset-on-reuse' ? [await get()] : [];
    if (name === 'refused-connection') await running.refuseConnections(1000);
    else running.instruct('getUser', [endless[name] ?? faults[name].instruction]);
    exchanges.push(await get());
    assert.equal(causeOf(exchanges), causeOfFault[name]);
    await client.close();
    if (name === 'refused-connection') await running.clock.sleep(1000);
    running.close();
  });
}

/** What the ways to fail that `serve` lists are diagnosed as; the first row that fits counts. Null: the answer is only late. */
const causesOfWays: readonly (readonly [way: RegExp, cause: string | null])[] = [
  [/^401 .*no credential$/, 'credentials-missing'],
  [/^401 .*blank credential/, 'credential-not-filled-in'],
  [/^401 .*in (another header|the query|the body)/, 'wrong-credential-place'],
  [/^403 .*pasted with/, 'credential-paste-error'],
  [/^400 wire .*line break/, 'unsendable-header'],
  [/^403 .*rotated while in use/, 'credential-rotated'],
  [/^403 .*office network/, 'address-not-allowed'],
  [/^403 scope |^403 .*for another tenant/, 'insufficient-scope'],
  // The API says the same of a key that is unknown, expired, replaced, revoked, cut or misspelt.
  [/^403 /, 'credential-invalid'],
  [/^400 .*required field misspelt/, 'field-name-misspelt'],
  [/^400 .*optional field misspelt/, 'field-unknown'],
  [/^400 .*(null instead|an empty text)/, 'field-empty'],
  [/^400 .*required fields left out/, 'required-field-missing'],
  [/^400 .*epoch seconds/, 'wrong-date-format'],
  [/^400 .*(where a (number|text) belongs)/, 'wrong-type'],
  [/^400 .*not in the list/, 'value-not-allowed'],
  [/^400 .*(wrong format|out of range|too long)/, 'value-out-of-bounds'],
  [/^400 .*stops in the middle/, 'body-unreadable'],
  [/^400 .*no body at all/, 'body-missing'],
  [/^400 .*percent-decoded/, 'address-malformed'],
  // An answer asked for by preference says what the document's example says, whatever was sent.
  [/^400 preference /, 'wrong-type'],
  [/^404 .*(deleted between|out of use between)/, 'resource-deleted'],
  [/^404 route /, 'route-missing'],
  // Without a call that found it, an id in the wrong case or of another tenant is one that doesn't exist.
  [/^404 /, 'resource-missing'],
  [/^405 /, 'method-not-allowed'],
  [/^413 /, 'body-too-large'],
  [/^415 /, 'wrong-media-type'],
  [/^431 /, 'headers-too-large'],
  [/^429 .*back before its time/, 'retried-too-early'],
  [/^429 .*1,000 requests/, 'quota-exhausted'],
  [/^429 .*at the same time/, 'concurrency-limit'],
  [/^429 /, 'burst-over-limit'],
  [/^500 .*third call|^500 .*by chance/, 'passing-server-error'],
  // Of a failure that passes later, nobody can know that while it lasts.
  [/^500 /, 'server-error'],
  [/^502 /, 'upstream-unreachable'],
  [/^503 .*sheds/, 'passing-server-error'],
  // The API says the same of maintenance and of anything else that keeps it from answering.
  [/^503 /, 'service-unavailable'],
  [/^504 /, 'upstream-timeout'],
  [/^(delay|drip) /, null],
  [/^(hang|client-timeout) /, 'client-gave-up'],
  [/^hang-mid-body /, 'answer-stalled'],
  [/^empty-response /, 'closed-without-answer'],
  [/^connection-reset(-on-reuse)? /, 'connection-reset'],
  [/^(connection-reset-mid-body|truncated-body) /, 'answer-cut-off'],
  [/^(malformed-chunk|garbage) /, 'protocol-violation'],
  [/^(invalid-json|empty-body) /, 'unreadable-answer'],
  [/^wrong-content-type /, 'page-instead-of-data'],
];

test('every way to fail that serve lists is diagnosed as what was injected', async () => {
  const wrong: string[] = [];
  const used = new Set<RegExp>();
  for (const entry of catalogueOf(contract).filter(isPlayable)) {
    const way = `${entry.failure} ${entry.cause} ${entry.summary}`;
    const row = causesOfWays.find(([pattern]) => pattern.test(way));
    assert.ok(row, `say in this test what is diagnosed for: ${way}`);
    used.add(row[0]);
    const found = causeOf(await play(entry));
    if (found !== row[1]) wrong.push(`${way}: ${found}, not ${row[1]}`);
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(
    causesOfWays.filter(([pattern]) => !used.has(pattern)).map(([pattern]) => pattern.source),
    [],
    'rows that fit nothing',
  );
});

/** What no request can show, and a quota of ten thousand, which takes as many, are left out. */
function isPlayable({ steps }: CatalogueEntry): boolean {
  return steps.length > 0 && steps.every(({ times }) => times <= 2000);
}

function clientOf(running: MockCase, timeoutMs: number) {
  return createClient({ baseUrl: running.url, recordedBaseUrl: mock.url, clock: running.clock, timeoutMs });
}

/** Sends the requests of a way to fail and gives what the client saw. */
async function play({ steps }: CatalogueEntry): Promise<readonly Exchange[]> {
  const named = /^\/__case\/([^/]+)/.exec(steps[0]?.request.path ?? '')?.[1];
  const running = mock.openCase(named === undefined ? {} : { id: named });
  const seen: Exchange[] = [];
  for (const step of steps) seen.push(...(await playStep(step, running)));
  running.close();
  return seen;
}

async function playStep(step: CatalogueEntry['steps'][number], running: MockCase): Promise<readonly Exchange[]> {
  const client = clientOf(running, (step.giveUpSeconds ?? 60) * 1000);
  const send = async () => (await client.call(requestOf(step))).last;
  const seen: Exchange[] = [];
  if (step.waitSeconds > 0) await running.clock.sleep(step.waitSeconds * 1000);
  if (step.atOnce) seen.push(...(await Promise.all(Array.from({ length: step.times }, send))));
  else
    for (let count = 0; count < step.times; count += 1) {
      if (count > 0 && step.pauseSeconds > 0) await running.clock.sleep(step.pauseSeconds * 1000);
      seen.push(await send());
    }
  await client.close();
  return seen;
}

function requestOf({ request, filler }: CatalogueEntry['steps'][number]) {
  const filling = filler === null ? '' : 'x'.repeat(filler.bytes);
  const path = request.path.replace(/^\/__case\/[^/]+/, '');
  const extra = filler?.in === 'header' ? [['X-Filler', filling] as const] : [];
  return {
    method: request.method,
    path,
    headers: [...request.headers, ...extra],
    body: filler?.in === 'body' ? filling : (request.body ?? undefined),
  };
}
