import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../result.ts';
import { bare, text } from '../fixtures/render-section.ts';

test('a cell of the matrix shows its state in a glyph and a word, and filters the list', () => {
  const markup = text('failures-by-operation');
  assert.match(
    markup,
    /<td class="broken"><a href="#operation=createAlert&amp;failure=400" title="broken: 1 scenario, 2 attempts, 1 match, seen in 2 exchanges">✗<i class=h> broken <\/i>1<\/a>/,
  );
  assert.match(markup, /<td class="untested" title="untested: 0 scenarios/);
  assert.match(
    markup,
    /connection-reset" title="broken, not in the document: 1 scenario, 2 attempts, 1 match, seen in 2 exchanges">✗<i class=h> broken <\/i>1<sup>\+<\/sup>/,
  );
  assert.match(markup, /left out: its schema doesn’t compile/);
  const totals = [...markup.matchAll(/<tfoot>.*?<td class=sum>(\d+)\/(\d+)<\/table>/gs)].map(([, one, of]) => [
    one,
    of,
  ]);
  assert.deepEqual(totals, [['10', '80']]);
});

test('statuses come before transport faults', () => {
  const kinds = [...text('failures-by-operation').matchAll(/<th scope=col class="(status|transport)">/g)].map(
    ([, kind]) => kind,
  );
  assert.deepEqual(kinds, [...kinds].sort());
  assert.equal(kinds.length, 20);
});

test('what was not tested lists scenarios with reasons, declared cells, operations left out and undeclared ones', () => {
  const markup = text('what-was-not-tested');
  assert.match(markup, /A deployment rolls through three servers<\/bdi><\/a>: It injects faults/);
  assert.match(markup, /Declared and never asserted/);
  assert.match(markup, /Operations left out.*\/export/);
  const nothing: Result = { ...bare, matrix: { operations: [], failures: [], cells: [] } };
  assert.match(text('what-was-not-tested', nothing), /Everything that the document declares/);
});

const cell = (operationId: string, failure: string, rest: Partial<Result['matrix']['cells'][number]> = {}) => ({
  operationId,
  failure,
  state: 'untested' as const,
  declared: true,
  eligible: true,
  because: null,
  scenarios: [],
  planned: 0,
  attempts: 0,
  matches: 0,
  exchanges: 0,
  resolved: [],
  ...rest,
});

test('coverage lists what is declared and never seen, what is seen and not declared with an overlay, and what a range stood for', () => {
  const matrix: Result['matrix'] = {
    operations: [{ id: 'getPet', method: 'GET', path: "/pets/{id}/o'clock" }],
    failures: ['404', '418', '4XX', '500'].map((id) => ({ id, kind: 'status', label: id })),
    cells: [
      cell('getPet', '404', { declared: false, eligible: false, state: 'not-declared', exchanges: 2 }),
      cell('getPet', '418', { state: 'excluded', eligible: false, because: 'nobody brews tea' }),
      cell('getPet', '4XX', { state: 'kept', exchanges: 2, resolved: ['404', '409'], scenarios: ['a'] }),
      cell('getPet', '500'),
    ],
  };
  const markup = text('coverage', { ...bare, matrix, gates: [] });
  assert.match(markup, /Declared, never seen<\/h3><ul><li><b>GET<\/b> \/pets\/\{id\}\/o'clock: 500</);
  assert.match(markup, /Seen, not declared.*: 404<\/ul>.*An overlay/s);
  assert.ok(markup.includes(String.raw`target: "$.paths['/pets/{id}/o\\'clock'].get"`), markup);
  assert.match(markup, /4XX: 404, 409/);
  assert.match(markup, /418: nobody brews tea/);
  assert.match(text('failures-by-operation', { ...bare, matrix }), /<small>404 409<\/small>/);
});
