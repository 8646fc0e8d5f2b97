import { relative } from 'node:path';
import type { Result } from '../result.ts';

/** A result, and what was written of it. */
export interface Outcome {
  readonly result: Result;
  readonly files: object | null;
}

/** What `run --json` and `report --json` print: the shape that CI scripts read. */
export function summaryOf({ result, files }: Outcome, cwd: string): object {
  const failed = result.scenarios.filter(({ verdict }) => verdict === 'broken');
  return {
    verdict: result.verdict,
    exitCode: result.exitCode,
    scenarios: result.counts,
    coverage: result.coverage,
    failures: failed.map(({ id, name, file, line, expected, received, because, curl, rerun }) => ({
      scenario: name,
      id,
      file,
      line,
      expected,
      received: received ?? because,
      curl,
      rerun,
    })),
    problems: result.problems,
    gates: result.gates,
    baseline: result.baseline,
    drift: result.drift,
    files:
      files === null
        ? null
        : Object.fromEntries(Object.entries(files).map(([name, path]) => [name, relative(cwd, String(path))])),
  };
}
