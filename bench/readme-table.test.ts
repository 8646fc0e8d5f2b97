import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readmeWithBench } from './readme-table.ts';
import { atLeast, atMost, inTimes, told } from './table.ts';

const rows = [
  told('load of the machine', '0.0'),
  atLeast('GET /alerts: answers a second, to bare', 0.7, 0.75, inTimes),
  told('  each', '1, 2'),
  atMost('  memory', 0.9, 1.1, inTimes),
];

test('the README gets every bound figure, each with what it is about, and says which are missed', () => {
  const readme = 'Before\n<!-- bench: made by npm run bench -- --page -->\nold\n<!-- /bench -->\nbehind\n';
  const written = readmeWithBench(readme, rows);
  assert.equal(
    written,
    `Before
<!-- bench: made by npm run bench -- --page -->
| | measured | bound |
|---|---|---|
| GET /alerts: answers a second, to bare | 0.70 × | at least 0.75 × (missed) |
| GET /alerts: memory | 0.90 × | at most 1.10 × |
<!-- /bench -->
behind
`,
  );
  assert.equal(readmeWithBench(written, rows), written);
});

test('a README without a place for them is refused', () => {
  assert.throws(() => readmeWithBench('# Faultline\n', rows), /no place for the table/);
});
