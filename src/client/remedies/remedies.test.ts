import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { classifyRetry } from '../../retry/index.ts';
import type { Exchange, HeaderList } from '../../trace/exchange.ts';
import type { CallResult, ClientRequest } from '../client.ts';
import { batchesOf, createBatcher } from './batching.ts';
import { createIfMissing, ifFound, updateIfExists } from './existence.ts';
import { nextByCursor, nextByLink, nextByOffset, pagesOf } from './pagination.ts';
import { growPayload, preparePayload } from './payload.ts';

interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: HeaderList;
}

/** A client that gives these answers in turn, the last one for ever. */
function scripted(...answers: readonly Scripted[]) {
  const asked: string[] = [];
  return {
    asked,
    async call({ method, path, body }: ClientRequest): Promise<CallResult> {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      assert.ok(answer !== undefined);
      asked.push([method, path, ...(body === undefined ? [] : [body])].join(' '));
      return resultOf(method, path, answer);
    },
  };
}

function resultOf(method: string, path: string, { status, body = {}, headers = [] }: Scripted): CallResult {
  const text = JSON.stringify(body);
  const last: Exchange = {
    id: '1',
    caseId: '',
    observer: 'client',
    operationId: null,
    attempt: 1,
    startedAt: 0,
    respondedAt: 0,
    endedAt: 0,
    request: { method, url: `http://api.test/v1${path}`, headers: [], body: null },
    outcome: { kind: 'response', response: { status, headers, body: { text, bytes: 0, sha256: '', cut: false } } },
    cause: null,
    sideEffects: [],
    connection: null,
  };
  const classification = classifyRetry({ method, status, headers: {} });
  return { attempts: [last], last, classification, waitsMs: [], gaveUp: null, body: text, cached: false };
}

const get = (path: string): ClientRequest => ({ method: 'GET', path });
const update: ClientRequest = { method: 'PATCH', path: '/users/1', body: '{}' };

// Existence

test('a user that is there is updated, with what the read gave', async () => {
  const client = scripted({ status: 200, body: { name: 'a' } }, { status: 200 });
  const result = await updateIfExists(client, {
    read: get('/users/1'),
    update: ({ body }) => ({ ...update, body: String(body) }),
  });
  assert.equal(result.kind, 'updated');
  assert.deepEqual(client.asked, ['GET /users/1', 'PATCH /users/1 {"name":"a"}']);
});

test('a user that isn’t there is skipped and logged, and nothing is sent to change it', async () => {
  const client = scripted({ status: 404 });
  const lines: string[] = [];
  const result = await updateIfExists(client, { read: get('/users/999'), update, log: (line) => lines.push(line) });
  assert.equal(result.kind, 'skipped');
  assert.deepEqual(client.asked, ['GET /users/999']);
  assert.deepEqual(lines, ['GET /users/999: not found, update skipped']);
});

test('a user deleted between the two calls is skipped as well', async () => {
  const result = await updateIfExists(scripted({ status: 200 }, { status: 404 }), { read: get('/users/1'), update });
  assert.equal(result.kind, 'skipped');
});

test('any other failure is a failure, not a skip', async () => {
  const read = get('/users/1');
  assert.equal((await updateIfExists(scripted({ status: 500 }), { read, update })).kind, 'failed');
  assert.equal((await updateIfExists(scripted({ status: 200 }, { status: 403 }), { read, update })).kind, 'failed');
});

const create: ClientRequest = { method: 'POST', path: '/users', body: '{}' };

test('what is missing is created, what is there is left alone', async () => {
  const read = get('/users/9');
  const missing = scripted({ status: 404 }, { status: 201 });
  assert.equal((await createIfMissing(missing, { read, create })).kind, 'created');
  assert.deepEqual(missing.asked, ['GET /users/9', 'POST /users {}']);
  const there = scripted({ status: 200 });
  assert.equal((await createIfMissing(there, { read, create })).kind, 'found');
  assert.equal(there.asked.length, 1);
});

test('somebody else’s creation in between is found, other failures are kept', async () => {
  const read = get('/users/9');
  const raced = scripted({ status: 404 }, { status: 409 }, { status: 200 });
  assert.equal((await createIfMissing(raced, { read, create })).kind, 'found');
  assert.equal((await createIfMissing(scripted({ status: 404 }, { status: 400 }), { read, create })).kind, 'failed');
  assert.equal((await createIfMissing(scripted({ status: 503 }), { read, create })).kind, 'failed');
});

test('a 404 among many fails nothing but itself', async () => {
  const client = scripted({ status: 200 }, { status: 404 }, { status: 500 }, { status: 200 });
  const { found, missing, failed } = await ifFound(
    client,
    ['1', '999', '2', '3'].map((id) => get(`/users/${id}`)),
  );
  assert.deepEqual([found.length, missing.length, failed.length], [2, 1, 1]);
  assert.equal(missing[0]?.last.request.url, 'http://api.test/v1/users/999');
});

// Batching

test('lookups of the same moment become one call, each id once', async () => {
  const calls: (readonly string[])[] = [];
  const batcher = createBatcher({
    maxItems: 100,
    clock: createVirtualClock(0),
    load: async (ids) => {
      calls.push(ids);
      return new Map(ids.filter((id) => id !== '999').map((id) => [id, `user ${id}`]));
    },
  });
  const found = await Promise.all(['1', '2', '1', '999'].map((id) => batcher.get(id)));
  assert.deepEqual(found, ['user 1', 'user 2', 'user 1', null]);
  assert.deepEqual(calls, [['1', '2', '999']]);
});

test('a full batch goes at once, the rest when its time is up', async () => {
  const clock = createVirtualClock(0);
  const calls: (readonly [number, number])[] = [];
  const batcher = createBatcher({
    maxItems: 2,
    gatherMs: 50,
    clock,
    load: async (ids) => {
      calls.push([clock.now(), ids.length]);
      return new Map();
    },
  });
  await Promise.all(['1', '2', '3'].map((id) => batcher.get(id)));
  assert.deepEqual(calls, [
    [0, 2],
    [50, 1],
  ]);
});

test('a call that fails fails all who wait for it, and only them', async () => {
  let calls = 0;
  const batcher = createBatcher<string>({
    maxItems: 10,
    clock: createVirtualClock(0),
    load: async (ids) => {
      calls += 1;
      if (calls === 1) throw new Error('429');
      return new Map(ids.map((id) => [id, id]));
    },
  });
  const outcomes = await Promise.allSettled([batcher.get('1'), batcher.get('2')]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status),
    ['rejected', 'rejected'],
  );
  assert.equal(await batcher.get('1'), '1');
});

test('a list in pieces', () => {
  assert.deepEqual(batchesOf([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(batchesOf([], 2), []);
});

// Pagination

async function walk(client: ReturnType<typeof scripted>, path: string, options = {}): Promise<readonly number[]> {
  const statuses: number[] = [];
  for await (const { last } of pagesOf(client, get(path), options)) {
    assert.ok(last.outcome?.kind === 'response');
    statuses.push(last.outcome.response.status);
  }
  return statuses;
}

test('pages are walked along Link, absolute or relative, without doubling the base path', async () => {
  const client = scripted(
    { status: 200, headers: [['Link', '</v1/alerts>; rel="first", <http://api.test/v1/alerts?page=2>; rel="next"']] },
    { status: 200, headers: [['link', '<?page=3>; rel=next']] },
    { status: 200, headers: [['Link', '</v1/alerts?page=2>; rel="prev"']] },
  );
  assert.deepEqual(await walk(client, '/alerts?page=1'), [200, 200, 200]);
  assert.deepEqual(client.asked, ['GET /alerts?page=1', 'GET /alerts?page=2', 'GET /alerts?page=3']);
});

test('a page that fails is given out and ends the walk', async () => {
  const client = scripted({ status: 200, headers: [['Link', '<?page=2>; rel="next"']] }, { status: 503 });
  assert.deepEqual(await walk(client, '/alerts'), [200, 503]);
});

test('an API that never ends, or turns in circles, is left', async () => {
  const circle = scripted({ status: 200, headers: [['Link', '</v1/alerts>; rel="next"']] });
  assert.deepEqual(await walk(circle, '/alerts'), [200]);
  let page = 0;
  const next = () => {
    page += 1;
    return `/alerts?page=${page}`;
  };
  const endless = { next, maxPages: 3 };
  assert.deepEqual(await walk(scripted({ status: 200 }), '/alerts', endless), [200, 200, 200]);
});

test('a malformed Link ends the walk', async () => {
  assert.deepEqual(
    await walk(scripted({ status: 200, headers: [['Link', '<http://[>; rel="next"']] }), '/alerts'),
    [200],
  );
  assert.deepEqual(await walk(scripted({ status: 200, headers: [['Link', 'next']] }), '/alerts'), [200]);
});

test('by cursor, until there is none', async () => {
  const client = scripted({ status: 200, body: { next: 'a b' } }, { status: 200, body: { next: null } });
  await walk(client, '/alerts?limit=2', { next: nextByCursor('next', 'cursor') });
  assert.deepEqual(client.asked, ['GET /alerts?limit=2', 'GET /alerts?limit=2&cursor=a+b']);
});

test('by offset, until a page isn’t full', async () => {
  const items = (count: number): Scripted => ({ status: 200, body: { items: Array.from({ length: count }) } });
  const client = scripted(items(2), items(2), items(1));
  await walk(client, '/alerts?limit=2', {
    next: nextByOffset({ parameter: 'offset', size: 2, step: 2, member: 'items' }),
  });
  assert.deepEqual(client.asked, [
    'GET /alerts?limit=2',
    'GET /alerts?limit=2&offset=2',
    'GET /alerts?limit=2&offset=4',
  ]);
});

test('by page number from 1, the body being the list', async () => {
  const client = scripted({ status: 200, body: [1] }, { status: 200, body: [] });
  await walk(client, '/alerts', { next: nextByOffset({ parameter: 'page', size: 1, step: 1, first: 1 }) });
  assert.deepEqual(client.asked, ['GET /alerts', 'GET /alerts?page=2']);
});

test('a page that is no JSON has no next one', () => {
  const result = { ...resultOf('GET', '/alerts', { status: 200 }), body: '<html>' };
  assert.equal(nextByCursor('next', 'cursor')(result, '/alerts'), null);
  assert.equal(nextByLink(result, '/alerts'), null);
});

// Payload

const alert = {
  tenant: { type: 'string', required: true },
  alert_type: { type: 'string', required: true },
  severity: { type: 'string', required: true, enum: ['low', 'medium', 'high'] },
  priority: { type: 'integer' },
  score: { type: 'number' },
  muted: { type: 'boolean' },
  occurred_at: { type: 'string', format: 'date-time' },
} as const;
const whole = { tenant: 'a', alert_type: 'TEST', severity: 'low' };

test('a body that is right stays as it is', () => {
  assert.deepEqual(preparePayload(whole, alert), { kind: 'ready', body: whole, changes: [] });
});

test('what is only written differently is converted, and said', () => {
  const given = {
    tenant: 5,
    alertType: 'TEST',
    severity: 'low',
    priority: '5',
    score: '1.5',
    muted: 'true',
    occurred_at: 1_700_000_000,
  };
  const prepared = preparePayload(given, alert);
  assert.ok(prepared.kind === 'ready');
  assert.deepEqual(prepared.body, {
    tenant: '5',
    alert_type: 'TEST',
    severity: 'low',
    priority: 5,
    score: 1.5,
    muted: true,
    occurred_at: '2023-11-14T22:13:20.000Z',
  });
  assert.equal(prepared.changes.length, 6);
  assert.ok(prepared.changes.includes('alertType renamed to alert_type'));
  assert.ok(prepared.changes.includes('priority: "5" became 5'));
});

test('an epoch in milliseconds, or as text, is a time too', () => {
  for (const occurred_at of [1_700_000_000_000, '1700000000', '1700000000000']) {
    const prepared = preparePayload({ ...whole, occurred_at }, alert);
    assert.ok(prepared.kind === 'ready');
    assert.equal(prepared.body['occurred_at'], '2023-11-14T22:13:20.000Z');
  }
});

test('what can’t be guessed is said, all of it, and nothing should be sent', () => {
  assert.deepEqual(
    preparePayload({ tenant: '', alert_type: null, priority: 'high', occurred_at: 'yesterday' }, alert),
    {
      kind: 'incomplete',
      problems: [
        'tenant is empty',
        'alert_type is null',
        'severity is missing',
        'priority is "high", not an integer',
        'occurred_at is "yesterday", not a time such as 2026-01-01T00:00:00Z',
      ],
    },
  );
  assert.deepEqual(preparePayload({ ...whole, severity: 'critical', muted: 'perhaps' }, alert), {
    kind: 'incomplete',
    problems: ['severity is "critical", not one of low, medium, high', 'muted is "perhaps", not a boolean'],
  });
});

test('fields the shape doesn’t know go through, a field named __proto__ too', () => {
  const body = JSON.parse('{"tenant":"a","alert_type":"T","severity":"low","extra":1,"__proto__":{"x":1}}') as Record<
    string,
    unknown
  >;
  const prepared = preparePayload(body, alert);
  assert.ok(prepared.kind === 'ready');
  assert.deepEqual(Object.keys(prepared.body), ['tenant', 'alert_type', 'severity', 'extra', '__proto__']);
});

test('a payload grows from what is required, one optional field at a time', () => {
  const grown = growPayload({ a: 1, x: 2, b: 3, y: 4 }, ['a', 'b']);
  assert.deepEqual(
    grown.map(({ adds, body }) => [adds, Object.keys(body).join('')]),
    [
      [null, 'ab'],
      ['x', 'axb'],
      ['y', 'axby'],
    ],
  );
});
