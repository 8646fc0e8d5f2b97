import fc from 'fast-check';
import { at, type Mutation, mutation, numberText, place } from './fuzz-mutations.ts';

/** What one connection of the fuzzer sends. */
export interface Input {
  readonly pieces: readonly Buffer[];
  /** How the client leaves when it has sent everything: it closes its side, or is gone at once. */
  readonly leaves: 'end' | 'destroy';
  /** Whether it asks for failures; without that every 5XX is a defect. */
  readonly orders: boolean;
}

const alert = '{"tenant":"client-a","alert_type":"PHISHING","severity":"high","priority":1}';
const user = '{"name":"A","email":"a@client-a.example","tenant":"client-a","status":"active"}';
const printable = (maxLength: number) => fc.string({ unit: 'grapheme-ascii', maxLength });
const anyByte = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength });

/** One of each line, the upper ones more often: most requests have to get past the parser. */
function mostly<T>(...all: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof(...all.map((arbitrary, index) => ({ arbitrary, weight: 2 ** (2 * (all.length - 1 - index)) })));
}

const path = mostly(
  fc.constantFrom('/users/1', '/users/Ada-7', '/users', '/alerts', '/alerts/1', '/users?ids=1,2&ids=3'),
  fc.oneof(
    fc.constantFrom('/nope', '/', '*', '/__case/', '/users/', '/users/%E0%A4%A', '/users/%00', '//users//1'),
    fc.constantFrom(
      '/users/../users/1',
      'http://x/users/1',
      '/alerts?limit=2',
      '/__case/a/users/1',
      '/__case/%/alerts',
    ),
    fc.constantFrom('/alerts?limit=x&cursor=%ff', '/users/__proto__', '/alerts?__proto__=1', '/alerts?limit[a]=1'),
    fc.webPath(),
  ),
  anyByte(40).map((text) => `/users/${text}`),
);
const method = mostly(
  fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
  fc.constantFrom('TRACE', 'CONNECT', 'QUERY', 'PROPFIND', 'get', 'M-SEARCH', 'PRI'),
  anyByte(8),
);
const value = mostly(
  fc.oneof(
    printable(60),
    fc.constantFrom('close', 'keep-alive', 'upgrade', '100-continue', 'gzip', 'no-cache', 'W/"x"', 'bytes=0-'),
    fc.constantFrom('application/json', 'text/html;q=0', '*/*', 'application/json;charset=utf-16', ';', 'POST'),
  ),
  numberText,
  fc.oneof(
    anyByte(60),
    fc.nat(40_000).map((length) => 'x'.repeat(length)),
  ),
);
const headerName = mostly(
  fc.oneof(
    fc.constantFrom(
      'Connection',
      'Upgrade',
      'Accept',
      'Cookie',
      'Content-Type',
      'Content-Encoding',
      'Origin',
      'Trailer',
    ),
    fc.constantFrom('Access-Control-Request-Method', 'Access-Control-Request-Headers', 'TE', 'Range', 'X-API-Key'),
    fc.constantFrom('X-Request-Id', 'X-Faultline-Case', 'Authorization', 'If-Match', 'Idempotency-Key', '__proto__'),
  ),
  fc.constantFrom('Content-Length', 'Transfer-Encoding', 'Expect', 'Host'),
  anyByte(12),
);
const header = fc.tuple(headerName, value).map(([name, text]) => `${name}: ${text}`);
const key = mostly(
  fc.constant('X-API-Key: valid-key-123'),
  fc.constantFrom('X-API-Key: read-only-key', 'X-API-Key: wrong', 'X-A: b'),
);
const order = fc.oneof(
  fc
    .constantFrom(
      'return-503',
      'return-500',
      'return-reset-connection',
      'return-empty-response',
      'return-garbage',
      'stall',
    )
    .map((text) => `X-Faultline-Instruction: ${text}`),
  fc
    .constantFrom(
      'return-malformed-chunk',
      'return-broken-stream',
      'drip-for-20ms',
      'commit-then-return-500',
      '__proto__',
    )
    .map((text) => `X-Faultline-Instruction: ${text}`),
  fc.constantFrom('X-Simulate: hang-mid-body', 'X-Simulate: lost-reply', 'X-Simulate: deployment'),
  fc
    .oneof(fc.constantFrom('code=500', 'code=404, dynamic=true', 'example=x', 'code=__proto__'), value)
    .map((text) => `Prefer: ${text}`),
);
const body = fc.oneof(
  fc.constantFrom('', alert, user, '{', '[]', 'null', '"x"', '{"__proto__":{"a":1}}', '['.repeat(5000)),
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly headers: readonly string[];
  readonly body: string;
  readonly framing: 'length' | 'chunked' | 'none';
  readonly chunk: number;
}

const parts = (headers: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Parts> =>
  fc.record({
    method,
    path,
    key,
    headers,
    body,
    framing: fc.constantFrom('length', 'chunked', 'none'),
    chunk: fc.nat(300),
  });

/** A request as a client would write it, whatever stands in it. */
function written({ method: verb, path: target, key: credential, headers, body: text, framing, chunk }: Parts): Buffer {
  const bytes = Buffer.from(text);
  const own: string[] = ['Host: x', credential, ...headers];
  if (bytes.length > 0) own.push('Content-Type: application/json');
  if (framing === 'length' && bytes.length > 0) own.push(`Content-Length: ${bytes.length}`);
  if (framing === 'chunked') own.push('Transfer-Encoding: chunked');
  const head = Buffer.from(`${verb} ${target} HTTP/1.1\r\n${own.join('\r\n')}\r\n\r\n`, 'latin1');
  return Buffer.concat([head, framing === 'chunked' ? chunked(bytes, chunk + 1) : bytes]);
}

function chunked(bytes: Buffer, size: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
}

const pipelined = (headers: fc.Arbitrary<readonly string[]>) =>
  fc.array(parts(headers).map(written), { minLength: 1, maxLength: 4 }).map((all) => Buffer.concat(all));

const mutated = (bytes: fc.Arbitrary<Buffer>) =>
  fc
    .tuple(bytes, mostly<readonly Mutation[]>(fc.constant([]), fc.array(mutation, { minLength: 1, maxLength: 3 })))
    .map(([before, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), before));

const plain = fc.oneof(
  { weight: 9, arbitrary: mutated(pipelined(fc.array(header, { maxLength: 4 }))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)) },
);
const ordering = mutated(pipelined(fc.array(fc.oneof(order, header), { minLength: 1, maxLength: 3 })));

/** Everything that the fuzzer sends. */
export const inputs: fc.Arbitrary<Input> = fc
  .record({
    orders: fc.boolean(),
    plain,
    ordering,
    cuts: fc.array(place, { maxLength: 3 }),
    leaves: fc.constantFrom('end' as const, 'end' as const, 'destroy' as const),
  })
  .map(({ orders, plain: harmless, ordering: ordered, cuts, leaves }) => {
    const bytes = orders ? ordered : harmless;
    const edges = [0, ...cuts.map((where) => at(bytes, where)).sort((one, other) => one - other), bytes.length];
    const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
    return { pieces, leaves, orders };
  });
