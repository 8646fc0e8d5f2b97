import type { Call } from '../facts/history.ts';

const shortestPauseMs = 100;

import { definePattern, groupBy } from './pattern.ts';

/** Failed calls are repeated at once. */
export const retriesWithoutPause = definePattern({
  name: 'retries-without-pause',
  summary: 'Failed calls are repeated at once, which keeps a loaded service loaded.',
  remedy: 'Wait before each repeat, longer each time, with a random share, and as long as Retry-After says.',
  feature: 'features/remedies/backoff.feature',
  reference: 'Azure: retry storm antipattern; the reference, scenario 4 (exponential backoff)',
  find(calls) {
    const hasty = [
      ...groupBy(
        calls,
        ({ method, exchange }) => `${method} ${exchange.request.url} ${exchange.request.body?.text ?? ''}`,
      ).values(),
    ].flatMap(hastyRepeats);
    if (hasty.length < 3) return null;
    const gaps = hasty.toSorted((one, other) => one - other);
    return {
      numbers: [
        `${hasty.length} repeats came less than ${shortestPauseMs} ms after the failure, half of them within ${Math.round(gaps[Math.floor(gaps.length / 2)] ?? 0)} ms`,
      ],
      saving: null,
    };
  },
});

function hastyRepeats(same: readonly Call[]): readonly number[] {
  return same.slice(1).flatMap((call, index) => {
    const before = same[index];
    if (before === undefined || before.failure === null || call.at === 0) return [];
    const gap = call.at - (before.exchange.endedAt ?? before.at);
    return gap >= 0 && gap < shortestPauseMs ? [gap] : [];
  });
}
