import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { shipped } from '../package.ts';
import type { Exchange } from '../trace/exchange.ts';
import { readRecording } from '../trace/read/index.ts';
import type { Cause, CauseExample } from './cause.ts';
import { causes } from './causes/index.ts';
import { compareExchanges } from './compare.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { exchangesOf, inputOf } from './fixtures/example-exchanges.ts';
import { heldOut } from './fixtures/held-out-set.ts';
import { type Runbook, runbooks } from './runbooks/index.ts';

const folder = join(import.meta.dirname, 'fixtures/held-out');
const heldOutSet = globSync('*/*.txt', { cwd: folder })
  .sort()
  .map((file) => heldOut(file, readFileSync(join(folder, file), 'utf8')));

// Which faults the layer injects doesn't matter here, and this room may not know them.
const parseFault = (fault: unknown) => ({ name: String(fault), options: {} });
const contract = await readContract({ documentPath: shipped.document, parseFault });
const unknown = { critical: null, statusPage: null, now: null };

/** What each cause of the reference, and each branch of its flow, is found as: a cause, a pattern over many calls, or the verdict of a comparison. */
const foundAs: Readonly<Record<string, readonly string[]>> = {
  'S1.cause.blank': ['credential-not-filled-in'],
  'S1.cause.wrong-field': ['wrong-credential-place'],
  'S1.cause.wrong-header': ['wrong-credential-place'],
  'S1.cause.not-saved': ['credentials-missing', 'credential-not-filled-in'],
  'S2.cause.expired': ['token-expired', 'credential-rotated'],
  'S2.cause.rotated': ['credential-rotated', 'pattern rotation'],
  'S2.cause.scope': ['insufficient-scope'],
  'S2.cause.address': ['address-not-allowed'],
  'S2.cause.paste': ['credential-paste-error'],
  'S3.cause.missing-field': ['required-field-missing'],
  'S3.cause.empty-mapping': ['field-empty'],
  'S3.cause.name-style': ['field-name-misspelt'],
  'S3.cause.name-typo': ['field-name-misspelt', 'field-unknown'],
  'S3.cause.string-for-number': ['wrong-type'],
  'S3.cause.number-for-string': ['wrong-type'],
  'S3.cause.enum': ['value-not-allowed'],
  'S3.cause.date-format': ['wrong-date-format'],
  'S4.cause.alert-storm': ['pattern alert-storm'],
  'S4.cause.call-per-alert': ['pattern missing-batching'],
  'S4.cause.over-the-limit': ['burst-over-limit'],
  'S4.cause.same-data': ['pattern repeated-lookups'],
  'S4.cause.no-cache': ['pattern repeated-lookups'],
  'S4.cause.parallel': ['pattern too-many-at-once', 'concurrency-limit'],
  'S4.cause.shared-key': ['pattern shared-key', 'shared-credential'],
  'S4.cause.combined-rate': ['pattern shared-key', 'shared-credential'],
  'S4.cause.neighbour': ['shared-credential'],
  'S5.cause.user-deactivated': ['resource-deleted'],
  'S5.cause.ticket-purged': ['resource-deleted', 'resource-missing'],
  'S5.cause.device-removed': ['resource-deleted', 'resource-missing'],
  'S5.cause.integer-expected': ['identifier-of-wrong-form'],
  'S5.cause.string-sent': ['identifier-of-wrong-form'],
  'S5.cause.integer-sent': ['identifier-of-wrong-form'],
  'S5.cause.stored-id': ['resource-deleted', 'resource-missing'],
  'S5.cause.deleted-between': ['resource-deleted'],
  'S5.cause.sync-delay': ['not-yet-visible'],
  'S5.cause.other-environment': ['resource-missing'],
  'S5.cause.other-tenant': ['hidden-forbidden', 'resource-missing'],
  'S6.cause.database-timeout': ['passing-server-error'],
  'S6.cause.memory': ['passing-server-error'],
  'S6.cause.edge-case': ['passing-server-error', 'input-triggered-bug'],
  'S6.cause.bad-deployment': ['provider-outage'],
  'S6.cause.corruption': ['server-error', 'input-triggered-bug'],
  'S6.cause.dependency': ['server-error', 'provider-outage'],
  'S6.cause.input-value': ['input-triggered-bug', 'pattern input-triggered'],
  'S6.cause.null-reference': ['input-triggered-bug'],
  'S6.cause.injection': ['input-triggered-bug'],
  'S7.cause.maintenance': ['planned-maintenance'],
  'S7.cause.deployment': ['service-unavailable', 'no-healthy-upstream'],
  'S7.cause.overload': ['upstream-overloaded'],
  'S7.cause.upstream': ['service-unavailable', 'no-healthy-upstream'],
  'S8.cause.slow-query': ['upstream-timeout'],
  'S8.cause.deadlock': ['upstream-timeout'],
  'S8.cause.crashed': ['upstream-timeout'],
  'S8.cause.network': ['upstream-timeout'],
  'flow.status': ['request-rejected', 'server-error'],
  'flow.status-4xx': ['request-rejected'],
  'flow.status-401-403': ['credentials-missing', 'credential-invalid', 'insufficient-scope'],
  'flow.status-400': ['request-rejected', 'required-field-missing'],
  'flow.status-429': ['burst-over-limit'],
  'flow.status-5xx': ['server-error'],
  'flow.status-5xx-retry': ['passing-server-error'],
  'flow.status-5xx-provider': ['provider-outage'],
  'flow.message': ['request-rejected'],
  'flow.message-tells': ['value-not-allowed', 'insufficient-scope'],
  'flow.outside': ['verdict platform', 'verdict shared'],
  'flow.outside-same-key': ['verdict shared'],
  'flow.outside-works': ['verdict platform'],
  'flow.outside-fails': ['verdict shared'],
};

/** A call that was recorded at some millisecond. */
interface Made extends Partial<CauseExample> {
  readonly at: number;
}

function made({ at, ...example }: Made, index: number): Exchange {
  const [exchange] = exchangesOf({ from: 'made', ...example });
  assert.ok(exchange);
  const shift = (time: number | null) => (time === null ? null : time + at);
  return {
    ...exchange,
    id: `made-${index}`,
    startedAt: exchange.startedAt + at,
    respondedAt: shift(exchange.respondedAt),
    endedAt: shift(exchange.endedAt),
  };
}

const limited = 'HTTP/1.1 429 x\nContent-Type: application/json\n\n{"detail":"Max 5 requests per 60 seconds."}';
const ok = 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}';
const failed = 'HTTP/1.1 500 x\nContent-Type: application/json\n\n{}';
const refused = 'HTTP/1.1 401 x\nContent-Type: application/json\n\n{}';
const get = (path: string) => `GET ${path} HTTP/1.1\nHost: api.example.com`;
const post = (severity: string) =>
  `POST /alerts HTTP/1.1\nHost: api.example.com\nContent-Type: application/json\n\n{"severity":"${severity}"}`;
const count = (length: number, make: (index: number) => Made) => Array.from({ length }, (_, index) => make(index));

/** Many calls each, for what only shows over many. */
const traces: readonly (readonly Made[])[] = [
  count(20, (index) => ({ at: index * 100, request: get(`/users/${index}`), response: index < 5 ? ok : limited })),
  count(60, (index) => ({ at: index * 20, request: get(`/users/${index + 100}`), response: index < 5 ? ok : limited })),
  count(8, (index) => ({ at: index * 50, request: get('/users/7'), response: index < 5 ? ok : limited })),
  count(6, (index) => ({ at: index, response: index < 4 ? ok : limited })),
  [0, 70_000, 71_000, 72_000].map((at, index) => ({ at, response: index < 2 ? ok : limited })),
  [0, 1, 2, 3].map((at) => ({ at, response: at < 2 ? ok : refused })),
  [1, 2, 3, 4].map((at) => ({ at, request: post(at % 2 ? 'low' : 'high'), response: at % 2 ? ok : failed })),
];

const diagnoses: readonly Diagnosis[] = [
  ...Object.values<Cause>(causes).flatMap(({ examples }) =>
    examples.map((example) => diagnose({ ...inputOf(example), contract: example.contract === true ? contract : null })),
  ),
  ...heldOutSet.flatMap(({ text }) => {
    const recording = readRecording(text);
    return recording === null ? [] : [diagnose({ ...recording, contract: null, ...unknown })];
  }),
  ...traces.map((trace) => diagnose({ exchanges: trace.map(made), contract: null, ...unknown, notes: [] })),
];

/** Runbooks by what was found when they were opened. */
const opened = new Map<string, Set<string>>();
for (const { causes: found, patterns, runbook } of diagnoses) {
  for (const name of [found[0]?.id, ...patterns.map(({ id }) => `pattern ${id}`)]) {
    if (name !== undefined) opened.set(name, (opened.get(name) ?? new Set()).add(runbook ?? ''));
  }
}
for (const [inside, outside] of [
  [failed, ok],
  [failed, failed],
] as const) {
  const { verdict } = compareExchanges(made({ at: 0, response: inside }, 1), made({ at: 0, response: outside }, 2));
  opened.set(`verdict ${verdict}`, new Set());
}

const books: readonly Runbook[] = Object.values(runbooks);
const referenceIds = [
  ...readFileSync(join(import.meta.dirname, '../../docs/reference.md'), 'utf8').matchAll(
    /^\| `((?:S\d\.cause|flow)\.[a-z0-9.-]+)` \|/gm,
  ),
].map(([, id]) => id ?? '');

test('every runbook is opened by some input, so every step, cause, remedy and reason in it is reached', () => {
  const names = new Set(diagnoses.map(({ runbook }) => runbook));
  assert.deepEqual(
    books.map(({ name }) => name).filter((name) => !names.has(name)),
    [],
  );
});

test('every cause and every branch of the flow that the reference names is found as something', () => {
  assert.ok(referenceIds.length > 60);
  assert.deepEqual(Object.keys(foundAs).toSorted(), referenceIds.toSorted());
});

test('whatever it is found as, some input leads there', () => {
  const names = Object.values(foundAs).flat();
  assert.deepEqual(
    names.filter((name) => !opened.has(name)),
    [],
  );
});

test('finding it opens the runbook that tells of it', () => {
  for (const [id, names] of Object.entries(foundAs)) {
    const book = books.find((one) => one.causes.some((item) => item.id === id));
    if (book === undefined) continue;
    const reached = names.flatMap((name) => [...(opened.get(name) ?? [])]);
    assert.ok(
      reached.includes(book.name),
      `${id} stands in ${book.name}; ${names.join(', ')} open ${reached.join(', ')}`,
    );
  }
});
