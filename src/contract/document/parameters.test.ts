import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, ok, read, withParameter } from './fixtures/small-document.ts';

test('a text is read as the type that the schema asks for', () => {
  const number = withParameter({ name: 'p', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } });
  assert.deepEqual(
    [number('5'), number('0'), number('abc'), number('1e2'), number('0x10')],
    [[], ['range'], ['type'], [], ['type']],
  );
  const flag = withParameter({ name: 'q', in: 'query', schema: { type: 'boolean' } });
  assert.deepEqual([flag('true'), flag('yes'), flag()], [[], ['type'], []]);
  const either = withParameter({
    name: 'q',
    in: 'query',
    schema: {
      anyOf: [
        { type: 'integer', maximum: 3 },
        { type: 'string', pattern: '^9' },
      ],
    },
  });
  assert.deepEqual([either('2'), either('99'), either('5').length > 0], [[], [], true]);
});

test('a required parameter that is not there is missing, an optional one is not', () => {
  assert.deepEqual(withParameter({ name: 'q', in: 'query', required: true, schema: {} })(), ['missing']);
  assert.deepEqual(withParameter({ name: 'q', in: 'query', schema: {} })(), []);
});

test('lists are split as their style says', () => {
  const schema = { type: 'array', maxItems: 2, items: { type: 'integer' } };
  const joined = withParameter({ name: 'q', in: 'query', explode: false, schema });
  assert.deepEqual([joined('1,2'), joined('1,2,3'), joined('1,x')], [[], ['length'], ['type']]);
  const repeated = withParameter({ name: 'q', in: 'query', schema });
  assert.deepEqual([repeated('1', '2'), repeated('1', '2', '3'), repeated('1,2')], [[], ['length'], ['type']]);
  const piped = withParameter({ name: 'q', in: 'query', style: 'pipeDelimited', explode: false, schema });
  assert.deepEqual(piped('1|2'), []);
  assert.deepEqual(withParameter({ name: 'p', in: 'path', required: true, schema })('1,2'), []);
});

test('objects are read from pairs, and left alone where they are spread over several names', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } };
  const pairs = withParameter({ name: 'q', in: 'query', explode: false, schema });
  assert.deepEqual([pairs('a,1'), pairs('a,x')], [[], ['type']]);
  assert.deepEqual(withParameter({ name: 'q', in: 'query', style: 'deepObject', schema })('x'), []);
});

test('text is read in every style of OpenAPI’s table, exploded or not', () => {
  const list = { type: 'array', items: { type: 'integer' } };
  const object = { type: 'object', properties: { r: { type: 'integer' } }, required: ['r'] };
  const cases: readonly (readonly [
    place: string,
    style: string,
    explode: boolean,
    schema: Json,
    good: string,
    bad: string,
  ])[] = [
    ['path', 'simple', false, list, '3,4', '3,x'],
    ['path', 'simple', false, object, 'r,100', 'r,x'],
    ['path', 'simple', true, object, 'r=100,g=2', 'r=x'],
    ['path', 'label', false, { type: 'integer' }, '.5', '.x'],
    ['path', 'label', false, list, '.3,4', '.3,x'],
    ['path', 'label', true, list, '.3.4', '.3.x'],
    ['path', 'label', false, object, '.r,100', '.r,x'],
    ['path', 'label', true, object, '.r=100.g=2', '.r=x'],
    ['path', 'matrix', false, { type: 'integer' }, ';p=5', ';p=x'],
    ['path', 'matrix', false, list, ';p=3,4', ';p=3,x'],
    ['path', 'matrix', true, list, ';p=3;p=4', ';p=3;p=x'],
    ['path', 'matrix', false, object, ';p=r,100', ';p=r,x'],
    ['path', 'matrix', true, object, ';r=100;g=2', ';r=x'],
    ['query', 'form', false, object, 'r,100', 'r,x'],
    ['query', 'spaceDelimited', false, list, '3 4', '3 x'],
    ['query', 'pipeDelimited', false, list, '3|4', '3|x'],
    ['header', 'simple', true, object, 'r=100', 'r=x'],
  ];
  for (const [place, style, explode, schema, good, bad] of cases) {
    const parameter = withParameter({ name: 'p', in: place, style, explode, schema });
    assert.deepEqual([parameter(good), parameter(bad)], [[], ['type']], `${place} ${style} ${explode} ${good}`);
  }
});

test('an object that is spread over several names is put together from the query', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'array' } } };
  const judged = (parameter: Json, query: Readonly<Record<string, readonly string[]>>) => {
    const paths = { '/x': { get: { parameters: [{ name: 'q', in: 'query', ...parameter }], ...ok } } };
    const [found] = read({ paths }).operations[0]?.parameters ?? [];
    return found?.validateQuery?.(new Map(Object.entries(query))).map(({ kind, at }) => `${kind} ${at}`);
  };
  for (const [style, a, b] of [
    ['deepObject', 'q[a]', 'q[b]'],
    ['form', 'a', 'b'],
  ] as const) {
    const parameter = { style, explode: true, schema };
    assert.deepEqual(judged(parameter, { [a]: ['1'], [b]: ['x', 'y'], other: ['z'] }), [], style);
    assert.deepEqual(judged(parameter, { [a]: ['x'] }), ['type q/a'], style);
    assert.deepEqual(judged(parameter, { other: ['z'] }), [], style);
    assert.deepEqual(judged({ ...parameter, required: true }, { other: ['z'] }), ['missing q'], style);
  }
  assert.equal(judged({ schema: { type: 'string' } }, {}), undefined);
});

test('a parameter with content is JSON', () => {
  const parameter = withParameter({
    name: 'q',
    in: 'query',
    content: { 'application/json': { schema: { type: 'object' } } },
  });
  assert.deepEqual([parameter('{"a":1}'), parameter('[1]'), parameter('{')], [[], ['type'], ['type']]);
});

test('a path parameter that is not declared is a warning', () => {
  const { warnings, operations } = read({ paths: { '/x/{id}': { get: ok } } });
  assert.equal(operations.length, 1);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['undeclared-path-parameter'],
  );
});

test('a path parameter without a place in the path is ignored, with a warning', () => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const { warnings, operations } = read({ paths: { '/x': { get: { ...ok, parameters } } } });
  assert.deepEqual(operations[0]?.parameters, []);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['stray-path-parameter'],
  );
});
