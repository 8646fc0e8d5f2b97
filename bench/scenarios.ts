import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './measure.ts';
import type { ScenarioRunSample } from './scenario-run.ts';
import { atLeast, atMost, inTimes, perSecond, type Row, told } from './table.ts';

const execute = promisify(execFile);
const wanted = 10_000;
/** Of how many copies the memory is measured, and the scenarios between two looks at the heap. */
const copiesForMemory = 15;
const heapEvery = 1000;

/** Ten thousand generated scenarios of the alert and user API: how many a second, and what each leaves in memory. */
export async function scenarioRows(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  try {
    await multiply(folder);
    const sample = await measure(folder);
    const shared = await measure(folder, 0, 2);
    for (let copy = copiesForMemory + 1; existsSync(copyOf(folder, copy)); copy += 1)
      rmSync(copyOf(folder, copy), { recursive: true });
    const { heaps, resultBytes, scenarios } = await measure(folder, heapEvery);
    const [first = 0] = heaps;
    const perScenario = ((heaps.at(-1) ?? 0) - first) / ((heaps.length - 1) * heapEvery);
    const ofResult = resultBytes / scenarios;
    return [
      atLeast(
        `${sample.scenarios} generated scenarios in the run itself`,
        sample.scenarios / (sample.ms / 1000),
        500,
        perSecond,
      ),
      told('  the same, by processor time', perSecond(sample.scenarios / (sample.processorMs / 1000))),
      told('  shared out between two threads (--parallel 2)', perSecond(shared.scenarios / (shared.ms / 1000))),
      atMost('  memory that grows with the scenarios, beside their result', perScenario / ofResult, 2, inTimes),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies of what is generated, until there are enough. */
async function multiply(folder: string): Promise<void> {
  const first = copyOf(folder, 1);
  const words = [join(root, 'src/cli.ts'), 'generate', '--out', first, '--json'];
  const { stdout } = await execute(process.execPath, words, { cwd: root });
  const { scenarios } = JSON.parse(stdout) as { readonly scenarios: number };
  const copies = Math.ceil(wanted / scenarios);
  for (let copy = 2; copy <= copies; copy += 1) cpSync(first, copyOf(folder, copy), { recursive: true });
}

function copyOf(folder: string, copy: number): string {
  return join(folder, `copy-${copy}`);
}

async function measure(folder: string, every = 0, threads = 1): Promise<ScenarioRunSample> {
  const words = [
    '--expose-gc',
    '--conditions=faultline-source',
    join(root, 'bench/scenario-run.ts'),
    folder,
    String(every),
    String(threads),
  ];
  const { stdout } = await execute(process.execPath, words, { cwd: root, maxBuffer: 1 << 24 });
  const sample = JSON.parse(stdout) as ScenarioRunSample;
  if (sample.broken > 0) throw new Error(`${sample.broken} generated scenarios don't hold`);
  return sample;
}
