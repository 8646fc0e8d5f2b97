import type { Call } from '../facts/history.ts';
import { definePattern, groupBy } from './pattern.ts';

/** The same thing is asked for again and again. */
export const repeatedLookups = definePattern({
  name: 'repeated-lookups',
  summary: 'The same data is fetched several times with the same answer.',
  remedy: 'Keep results that hardly change and look each thing up once.',
  feature: 'features/remedies/caching.feature',
  reference: 'the reference, scenario 4 (no caching of repeated lookups)',
  find(calls) {
    const reads = calls.filter(({ method, failure }) => method === 'GET' && failure === null);
    const wasted = [...groupBy(reads, ({ exchange }) => exchange.request.url).values()]
      .filter((same) => same.length > 2 && new Set(same.map(textOf)).size === 1)
      .toSorted((one, other) => other.length - one.length);
    const [most] = wasted;
    if (most === undefined) return null;
    const spare = wasted.reduce((sum, same) => sum + same.length - 1, 0);
    return {
      numbers: [
        `${wasted.length} addresses were fetched more than twice with the same answer; ${most[0]?.path} ${most.length} times`,
      ],
      saving: `${calls.length - spare} calls instead of ${calls.length}`,
    };
  },
});

function textOf({ exchange: { outcome } }: Call): string {
  return outcome === null || outcome.kind === 'no-response' ? '' : (outcome.response.body?.text ?? '');
}
