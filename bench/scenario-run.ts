/**
 * Runs a folder of features in this process and prints what that took, as one line of JSON. The second argument
 * says after how many scenarios it looks at the heap (0: never), which takes the garbage collector through all of it and lets it
 * throw away compiled code: such a run tells nothing of speed. The third: how many threads.
 */
import { resolve } from 'node:path';
import { run } from '../src/run.ts';

/** What a run of scenarios took. */
export interface ScenarioRunSample {
  readonly scenarios: number;
  readonly broken: number;
  /** Of the run itself: from the first feature that is read to the result. */
  readonly ms: number;
  /** Time of the processors in that time. */
  readonly processorMs: number;
  /** Bytes of the heap that are in use, after every so many scenarios, with what nobody needs collected; none unless asked. */
  readonly heaps: readonly number[];
  /** Bytes of the heap that the result alone takes. */
  readonly resultBytes: number;
}

const [folder = '.', every = '0', threads = '1'] = process.argv.slice(2);
const collect = (globalThis as { readonly gc?: () => void }).gc ?? (() => {});
const heaps: number[] = [];
let seen = 0;
let before = process.cpuUsage();

const { result } = await run({
  features: [resolve(folder)],
  report: false,
  parallel: Number(threads),
  onProgress() {
    if (seen === 0) before = process.cpuUsage();
    seen += 1;
    if (Number(every) === 0 || seen % Number(every) !== 0) return;
    collect();
    heaps.push(process.memoryUsage().heapUsed);
  },
});
const { user, system } = process.cpuUsage(before);
const { startedAt, finishedAt } = result.identity;
const figures = {
  scenarios: result.scenarios.length,
  broken: result.counts.broken + result.counts.untested,
  ms: Date.parse(finishedAt) - Date.parse(startedAt),
  processorMs: (user + system) / 1000,
  heaps,
};
console.log(JSON.stringify({ ...figures, resultBytes: resultSize() } satisfies ScenarioRunSample));

/** What a copy of it takes. */
function resultSize(): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const copy = structuredClone(result);
  collect();
  const size = process.memoryUsage().heapUsed - before;
  return copy.scenarios.length === result.scenarios.length ? size : Number.NaN;
}
