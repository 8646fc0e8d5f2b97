import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../src/result.ts';
import { inTurn, median, timeToEnd } from './measure.ts';
import { atMost, inKilobytes, inMs, type Row, spread, told } from './table.ts';

/** `npm start` from its process's start to the written report, and how large that is. */
export async function startRows(rounds: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  try {
    const runs = await inTurn(rounds, {
      start: async () => {
        const sample = await timeToEnd(['npm', 'start', '--', '--report', folder]);
        const result = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as Result;
        const { size } = await stat(join(folder, 'index.html'));
        return { ...sample, size, ...result.timing };
      },
    });
    const times = runs.start.map(({ ms }) => ms);
    const medianOf = (key: keyof (typeof runs.start)[number]) => median(runs.start.map((run) => run[key]));
    return [
      atMost('npm start, from its start to the report', median(times), 4000, inMs),
      told(`  in ${rounds} rounds`, spread(times)),
      told('  time of the processors', inMs(medianOf('processorMs'))),
      atMost('  the scenarios alone', medianOf('scenariosMs'), 1500, inMs),
      told('  what they would wait on a real clock', `${(medianOf('virtualMs') / 60_000).toFixed(0)} min`),
      atMost('the report', medianOf('size'), 400 * 1024, inKilobytes),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
