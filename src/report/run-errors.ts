import type { Result, ResultProblem } from '../result.ts';
import { exitMeanings } from './words.ts';

/** Whatever makes the run fail besides its scenarios: without it, a run of nothing would look green. */
export function errorsOf(result: Result): readonly ResultProblem[] {
  const { problems, gates, exitCode, counts, because } = result;
  const unmet = gates
    .filter(({ met }) => !met)
    .map(
      ({ name, message, missing }): ResultProblem => ({
        code: name,
        message,
        fix: missing.join('\n'),
      }),
    );
  const all = [...problems, ...unmet];
  if (all.length > 0 || exitCode === 0 || counts.broken > 0) return all;
  const message = because.join(' ') || `The run ended with exit code ${exitCode}.`;
  return [{ code: `exit-${exitCode}`, message, fix: exitMeanings[exitCode] ?? '' }];
}
