/**
 * Spoilt recordings for `diagnose`, for half a minute: cut, spliced, and with one thing repeated a thousand times in their
 * midst. Each has to be read, or found unreadable, and what is read to be diagnosed, within a second. `npm run
 * fuzz-recordings`; `npm run fuzz-recordings -- <seed> <seconds>` repeats one.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { diagnose } from '../src/diagnosis/index.ts';
import { problemsOf } from '../src/problem.ts';
import { readRecording } from '../src/trace/read/index.ts';
import { root } from './measure.ts';
import { printRows } from './table.ts';

const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 2 ** 31));
const seconds = Number(process.argv[3] ?? 30);
const batch = 20;
const longestMs = 1000;
const mostRepeated = 50_000;

/** Real ones, which the diagnosis is tested with: what stands behind the head of each file. */
const recordings = globSync('src/diagnosis/fixtures/held-out/*/*.txt', { cwd: root })
  .sort()
  .map((file) => readFileSync(join(root, file), 'utf8').replace(/^[\s\S]*?^---\n/m, ''));

/** What stands in logs many times running, and what patterns begin with. */
const bits = [
  ...[
    'a',
    'A',
    '0',
    'é',
    ' ',
    '\t',
    '\n',
    '\r\n',
    ' \n',
    '=',
    ':',
    ', ',
    '. ',
    ': ',
    '"',
    "'",
    '\\"',
    '\\',
    '/',
    '-',
    '_',
  ],
  ...[
    'a.',
    'a-',
    'a_',
    'a=',
    'a:',
    'a"',
    '{',
    '[',
    '(',
    '<',
    '>',
    '{}',
    '[]',
    '()',
    '<a>',
    '<!--',
    '{"a":',
    '[{',
    '":"',
  ],
  ...['=>', '->', '::', '%20', '&a=', '\u001b[0m', '> a\n', 'a: b\n', 'at a (a:1)\n', 'not ', 'is ', 'the ', 'error: '],
  ...['HTTP/1.1 400 ', 'https://a/', '2026-01-01 ', 'eyJ', 'QUJD'],
];

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, share: number) => Math.floor(text.length * share);

type Spoil = (text: string) => string;

const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...bits), fc.oneof(fc.nat(200), fc.nat(mostRepeated))).map(
    ([share, bit, length]): Spoil =>
      (text) => {
        return text.slice(0, at(text, share)) + bit.repeat(length / bit.length) + text.slice(at(text, share));
      },
  ),
  fc.tuple(place, place).map(
    ([share, other]): Spoil =>
      (text) => {
        return text.slice(0, at(text, share)) + text.slice(at(text, Math.max(share, other)));
      },
  ),
  fc.tuple(place, place, fc.constantFrom(...recordings)).map(
    ([share, other, second]): Spoil =>
      (text) => {
        return text.slice(0, at(text, share)) + second.slice(at(second, other));
      },
  ),
);

const spoilt = fc
  .tuple(fc.constantFrom(...recordings), fc.array(spoil, { minLength: 1, maxLength: 3 }))
  .map(([text, spoils]) => spoils.reduce((whole, one) => one(whole), text));

/** Null: nothing to complain of. */
function complaintOf(text: string): string | null {
  const start = performance.now();
  try {
    const recording = readRecording(text);
    if (recording !== null) diagnose({ ...recording, contract: null, critical: null, statusPage: null, now: null });
  } catch (error) {
    if (problemsOf(error).length === 0) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const ms = performance.now() - start;
  slowestMs = Math.max(slowestMs, ms);
  return ms > longestMs ? `${ms.toFixed(0)} ms for ${text.length} letters` : null;
}

let slowestMs = 0;
let count = 0;
let findings = 0;
console.error(`seed ${seed}`);
const until = performance.now() + seconds * 1000;
for (let turn = 0; performance.now() < until && findings < 10; turn += 1) {
  for (const text of fc.sample(spoilt, { seed: seed + turn, numRuns: batch })) {
    count += 1;
    const complaint = complaintOf(text);
    if (complaint === null) continue;
    findings += 1;
    console.error(`${complaint}\n  ${JSON.stringify(text).slice(0, 3000)}`);
  }
}
printRows([
  { what: `recordings in ${seconds} s`, measured: String(count), bound: '—', within: true },
  {
    what: 'the slowest',
    measured: `${slowestMs.toFixed(0)} ms`,
    bound: `${longestMs} ms`,
    within: slowestMs <= longestMs,
  },
  { what: 'findings', measured: String(findings), bound: '0', within: findings === 0 },
]);
process.exitCode = findings === 0 ? 0 : 1;
