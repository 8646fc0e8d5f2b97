import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, resultOf, type Scripted, scripted } from './fixtures/scripted-client.ts';
import { nextByCursor, nextByLink, nextByOffset, pagesOf } from './pagination.ts';

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

test('an empty cursor ends the walk', async () => {
  const client = scripted({ status: 200, body: { next: 'a' } }, { status: 200, body: { next: '' } });
  await walk(client, '/alerts', { next: nextByCursor('next', 'cursor') });
  assert.deepEqual(client.asked, ['GET /alerts', 'GET /alerts?cursor=a']);
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
