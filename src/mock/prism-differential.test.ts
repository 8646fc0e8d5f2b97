import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import { media, petStore, styles } from './fixtures/compared-documents.ts';
import { secured } from './fixtures/secured-document.ts';
import { type Mock, startMock } from './index.ts';
import { type Asked, type Compared, createStockPrism } from './prism-parts/fixtures/stock-prism.ts';

type Part = 'status' | 'headers' | 'body';

/** Where Faultline answers otherwise than Prism does, on purpose. One that is no longer seen has to go. */
const differences = {
  'a refusal says what is wrong': {
    parts: ['status', 'headers', 'body'],
    why: 'the example of a response is the same whatever was wrong; status and message of a refusal are the layer’s',
  },
  'an item that is stored': {
    parts: ['body'],
    why: 'what is stored was made with the contract’s own samples, whose texts fit an id too; Prism writes "string"',
  },
  'a route that is not there': {
    parts: ['headers', 'body'],
    why: 'told in the API’s own error body, 405 with the Allow that HTTP asks for, and not as a problem of Prism’s',
  },
  'a parameter of the path is never empty': {
    parts: ['status', 'body'],
    why: 'Prism matches nothing with {petId} and then misses it',
  },
  'base paths': {
    parts: ['status', 'headers', 'body'],
    why: 'clients call an operation below the path of its server, which Prism wants left out',
  },
  'a preference that is applied': { parts: ['headers'], why: 'RFC 7240 §3: Preference-Applied says that it was' },
  'a preference that can’t be met': {
    parts: ['headers', 'body'],
    why: 'told in the API’s own error body',
  },
  'no body, no type': { parts: ['headers'], why: 'RFC 9110 §8.3: Content-Type is for content, and a 204 has none' },
  'a media type that is not declared': {
    parts: ['headers', 'body'],
    why: 'RFC 9110 §15.5.16: a 415 comes with the types that are read, and in the API’s own error body',
  },
  'nothing that is acceptable': { parts: ['body'], why: 'a problem without the address of Prism’s pages' },
  'cookies are parameters too': { parts: ['status', 'body'], why: 'Prism doesn’t look at them' },
  'a challenge': {
    parts: ['headers', 'body'],
    why: 'RFC 9110 §11.6.1: a 401 says how to authenticate; its message names the header',
  },
  'an unknown credential is refused': {
    parts: ['status', 'headers', 'body'],
    why: 'only the demonstration credentials of a scheme are known; Prism lets any pass that has the scheme’s form',
  },
  'an operation that only fails': {
    parts: ['status', 'body'],
    why: 'the layer says how it fails; Prism takes the first failure that is declared',
  },
  'a schema that Prism finds too complex': {
    parts: ['status', 'headers', 'body'],
    why: 'an answer of our own, which stops at a depth and not at a number of fields, where Prism has a 500',
  },
  'a sample that breaks its schema': {
    parts: ['body'],
    why: 'Prism’s sampler ignores a pattern: a body of our own, where the document shows none, that keeps the schema',
  },
  'quotas are counted': { parts: ['headers'], why: 'Prism tells the example of a RateLimit each time' },
} as const satisfies Record<string, { readonly parts: readonly Part[]; readonly why: string }>;

type Difference = keyof typeof differences;

/** What every answer of ours has, because it went over a wire. */
const onEveryAnswer = {
  connection: 'node:http keeps it open',
  'content-length': 'nothing is sent in chunks',
  date: 'RFC 9110 §6.6.1',
  'keep-alive': 'node:http says for how long',
  'x-request-id': 'one for each request, where Prism gives the example if there is one',
};

const documents = {
  wide: wideDocument(),
  patterned: patternedDocument(),
  petStore,
  styles,
  media,
  secured,
  alerts: parse(await readFile(shipped.document, 'utf8')) as object,
};
/** 3,600 fields: more than Prism's sampler makes. */
function wideDocument(): object {
  const fields = (schema: object) => Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`p${at}`, schema]));
  const wide = { type: 'object', properties: fields({ type: 'object', properties: fields({ type: 'string' }) }) };
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: wide } } } };
  return { openapi: '3.0.3', info: { title: 'wide', version: '1' }, paths: { '/wide': { get: { responses } } } };
}

/** Ids as Discord writes them: digits, in a text. */
function patternedDocument(): object {
  const properties = { id: { type: 'string', pattern: '^(0|[1-9][0-9]*)$' }, name: { type: 'string' } };
  const schema = { type: 'object', required: ['id', 'name'], properties };
  const answered = (more: object) => ({
    200: { description: 'ok', content: { 'application/json': { schema, ...more } } },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'patterned', version: '1' },
    paths: {
      '/made': { get: { responses: answered({}) } },
      '/shown': { get: { responses: answered({ example: { id: 'none', name: 'A' } }) } },
    },
  };
}

type DocumentName = keyof typeof documents;

const get = (path: string, headers: Record<string, string> = {}): Asked => ({ method: 'GET', path, headers });
const send = (method: Asked['method'], path: string, body: unknown, type = 'application/json'): Asked => ({
  method,
  path,
  headers: { 'Content-Type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const wrong = 'a refusal says what is wrong';
const key = { 'X-API-Key': 'unlimited-key' };

const cases: readonly (readonly [DocumentName, Asked, Difference?])[] = [
  ['wide', get('/wide'), 'a schema that Prism finds too complex'],
  ['patterned', get('/made'), 'a sample that breaks its schema'],
  ['patterned', get('/shown')],
  ['petStore', get('/pet/7'), 'an item that is stored'],
  ['petStore', get('/v1/pet/7'), 'base paths'],
  ['petStore', get('/pet/seven'), wrong],
  ['petStore', get('/pet/7', { Prefer: 'code=404' }), 'a preference that is applied'],
  ['petStore', get('/pet/7', { Prefer: 'code=418' }), 'a preference that can’t be met'],
  ['petStore', get('/pet/'), 'a parameter of the path is never empty'],
  ['petStore', get('/pets/7'), 'a route that is not there'],
  ['petStore', send('DELETE', '/pet/7', ''), 'no body, no type'],
  ['petStore', send('PATCH', '/pet/7', {}), 'a route that is not there'],
  ['petStore', send('POST', '/pet/add', { id: 1, name: 'Rex', tags: ['a'] })],
  ['petStore', send('POST', '/pet/add', { name: '' }), wrong],
  ['petStore', send('POST', '/pet/add', {}), wrong],
  ['petStore', send('POST', '/pet/add', { name: 'Rex', status: 'lost' }), wrong],
  ['petStore', send('POST', '/pet/add', ''), wrong],
  ['petStore', send('POST', '/pet/add', '<pet/>', 'application/xml'), 'a media type that is not declared'],
  ['petStore', get('/pet/findByStatus?status=available&status=sold')],
  ['petStore', get('/pet/findByStatus?status=available')],
  ['petStore', get('/pet/findByStatus?status=lost'), wrong],
  ['petStore', get('/pet/findByStatus'), wrong],
  ['styles', get('/search')],
  ['styles', get('/search?ids=1%7C2&sort=up&limit=10')],
  ['styles', get('/search?ids=1%7Cx'), wrong],
  ['styles', get('/search?sort=sideways'), wrong],
  ['styles', get('/search?limit=0'), wrong],
  ['styles', get('/search?limit=ten'), wrong],
  ['styles', get('/search?filter[kind]=a')],
  ['styles', get('/search', { 'X-Trace': 'abc' })],
  ['styles', get('/search', { 'X-Trace': 'xyz' }), wrong],
  ['styles', get('/search', { Cookie: 'theme=dark' })],
  ['styles', get('/search', { Cookie: 'theme=pink' }), 'cookies are parameters too'],
  ['styles', get('/search', { Prefer: 'example=some' }), 'a preference that is applied'],
  ['styles', get('/search', { Prefer: 'example=nobody' }), 'a preference that can’t be met'],
  ['styles', get('/search', { Prefer: 'code=404' }), 'a preference that is applied'],
  ['styles', get('/search', { Prefer: 'code=503' }), 'a preference that is applied'],
  ['styles', get('/points/1,2')],
  ['styles', get('/points/1,two'), wrong],
  ['styles', get('/labels/.a.b')],
  ['media', get('/report')],
  ['media', get('/report', { Accept: 'text/plain' })],
  ['media', get('/report', { Accept: 'application/vnd.report+json' })],
  ['media', get('/report', { Accept: 'text/plain;q=0.2, application/json' })],
  ['media', get('/report', { Accept: 'image/png' }), 'nothing that is acceptable'],
  ['media', send('POST', '/form', 'name=a&age=3', 'application/x-www-form-urlencoded')],
  ['media', send('POST', '/form', 'age=3', 'application/x-www-form-urlencoded')],
  ['media', send('POST', '/form', { name: 'a' })],
  ['media', send('POST', '/form', 'name: a', 'application/yaml'), 'a media type that is not declared'],
  ['media', send('PUT', '/nothing', ''), 'no body, no type'],
  ['media', send('POST', '/created', '')],
  ['secured', get('/open')],
  ['secured', get('/key'), 'a challenge'],
  ['secured', get('/key', { 'X-Key': 'demo-key' })],
  ['secured', get('/key', { 'X-Key': 'any' }), 'an unknown credential is refused'],
  ['secured', get('/basic'), 'a challenge'],
  ['secured', get('/basic', { Authorization: basic('demo-user:demo-basic-password') })],
  ['secured', get('/basic', { Authorization: basic('user:pass') }), 'an unknown credential is refused'],
  ['secured', get('/either', { Authorization: 'Bearer demo-bearer-token' })],
  ['secured', get('/either', { Authorization: 'Bearer any' }), 'an unknown credential is refused'],
  ['secured', get('/either'), 'a challenge'],
  ['alerts', get('/alerts', { ...key, Prefer: 'code=200' }), 'quotas are counted'],
  ['alerts', get('/alerts/4')],
  ['alerts', get('/simulate-server-error')],
  ['alerts', get('/simulate-bad-gateway'), 'an operation that only fails'],
];

type Ask = (asked: Asked) => Promise<Compared>;
const sides = new Map<DocumentName, { readonly stock: Ask; readonly ours: Ask }>();
const mocks: Mock[] = [];
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-differential-'));
  for (const [name, document] of Object.entries(documents)) {
    const documentPath = join(folder, `${name}.openapi.json`);
    await writeFile(documentPath, JSON.stringify(document));
    const failuresPath = name === 'alerts' ? join(dirname(shipped.document), 'alerts.failures.yaml') : null;
    const contract = await readContract({ documentPath, failuresPath, parseFault });
    assert.deepEqual(contract.excluded, [], name);
    const mock = await startMock({ contract });
    mocks.push(mock);
    sides.set(name as DocumentName, { stock: await createStockPrism(document), ours: (asked) => askOurs(mock, asked) });
  }
});
after(async () => {
  await Promise.all(mocks.map((mock) => mock.close(0)));
  await rm(folder, { recursive: true });
});

async function askOurs(mock: Mock, { method, path, headers = {}, body }: Asked): Promise<Compared> {
  const response = await fetch(`${mock.url}${path}`, {
    method,
    headers,
    ...(body === undefined || body === '' ? {} : { body }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: text === '' ? null : type.includes('json') ? (JSON.parse(text) as unknown) : text,
  };
}

/** Without what stands on every answer. */
function headersOf({ headers }: Compared): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !Object.hasOwn(onEveryAnswer, name)));
}

function partsThatDiffer(stock: Compared, ours: Compared): readonly Part[] {
  const parts: Part[] = [];
  if (stock.status !== ours.status) parts.push('status');
  if (!isSame(headersOf(stock), headersOf(ours))) parts.push('headers');
  if (!isSame(stock.body, ours.body)) parts.push('body');
  return parts;
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}

const seen = new Map<Difference, Set<Part>>();

for (const [name, asked, difference] of cases) {
  const { method, path, headers, body = '' } = asked;
  const sent = [JSON.stringify(headers), body].filter((text) => text !== '' && text !== '{}').join(' ');
  const title = `${name}: ${method} ${path} ${sent} is answered as by Prism`;
  test(difference === undefined ? title : `${title}, but for: ${difference}`, async () => {
    const side = sides.get(name);
    assert.ok(side);
    const [stock, ours] = [await side.stock(asked), await side.ours(asked)];
    for (const header of Object.keys(onEveryAnswer))
      assert.ok(ours.headers[header] !== undefined || header === 'content-length', header);
    if (difference === undefined) {
      assert.deepEqual({ ...ours, headers: headersOf(ours) }, { ...stock, headers: headersOf(stock) });
      return;
    }
    const parts = partsThatDiffer(stock, ours);
    assert.notDeepEqual(parts, [], 'there is no difference any more');
    const known: readonly Part[] = differences[difference].parts;
    assert.deepEqual(
      parts.filter((part) => !known.includes(part)),
      [],
      `Prism: ${JSON.stringify(stock)}; Faultline: ${JSON.stringify(ours)}`,
    );
    seen.set(difference, new Set([...(seen.get(difference) ?? []), ...parts]));
  });
}

test('every difference that is listed is seen, in each of its parts', () => {
  const listed = Object.entries(differences).map(([name, { parts }]) => [name, [...parts]]);
  const found = listed.map(([name]) => [name, [...(seen.get(name as Difference) ?? [])]]);
  const inOrder = (rows: typeof found) => rows.map(([name, parts]) => [name, (parts as Part[]).toSorted()]);
  assert.deepEqual(inOrder(found as never), inOrder(listed as never));
});
