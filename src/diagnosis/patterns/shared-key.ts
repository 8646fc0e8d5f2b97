import { definePattern, limitOf } from './pattern.ts';

/** Refused although the own calls stay below the limit. */
export const sharedKey = definePattern({
  name: 'shared-key',
  summary: 'Calls are refused although this recording alone stays below the limit: somebody else uses the same key.',
  remedy: 'Give each workflow a key of its own, or count the calls of all that share one.',
  feature: 'features/4-rate-limiting.feature',
  reference: 'the reference, scenario 4 (shared credentials)',
  find(calls) {
    const first = calls.find(({ failure, at }) => failure?.category === 'throttling' && at > 0);
    if (first === undefined) return null;
    const own = calls.filter(({ host }) => host === first.host);
    const limit = limitOf(own);
    if (limit === null) return null;
    const before = own.filter(
      ({ at, failure }) => at < first.at && first.at - at < limit.seconds * 1000 && failure?.category !== 'throttling',
    );
    // Calls from before the recording began may still count.
    const watched = first.at - (own[0]?.at ?? first.at) >= limit.seconds * 1000;
    if (before.length >= limit.calls || (!watched && before.length > 0)) return null;
    return {
      numbers: [
        `the first refusal came after ${before.length} own calls within ${limit.seconds} s; ${limit.calls} are allowed (${limit.source})`,
      ],
      saving: null,
    };
  },
});
