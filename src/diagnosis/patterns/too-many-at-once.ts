import type { Call } from '../facts/history.ts';
import { definePattern } from './pattern.ts';

/** More calls run side by side than the API allows. */
export const tooManyAtOnce = definePattern({
  name: 'too-many-at-once',
  summary: 'Many calls run side by side while some of them are refused.',
  remedy: 'Let fewer calls be under way at the same time; the others wait their turn.',
  feature: 'features/remedies/fewer-at-once.feature',
  reference: 'the reference, scenario 4 (parallel execution)',
  find(calls) {
    const refused = calls.filter(({ failure }) => failure?.category === 'throttling').length;
    if (refused < 2) return null;
    const most = mostAtOnce(calls);
    return most < 5
      ? null
      : { numbers: [`up to ${most} calls were under way at the same time; ${refused} were refused`], saving: null };
  },
});

function mostAtOnce(calls: readonly Call[]): number {
  const marks = calls
    .flatMap(({ at, exchange: { endedAt } }) =>
      endedAt === null || at === 0
        ? []
        : [
            { at, step: 1 },
            { at: endedAt, step: -1 },
          ],
    )
    .toSorted((one, other) => one.at - other.at || one.step - other.step);
  let now = 0;
  let most = 0;
  for (const { step } of marks) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}
