import { definePattern, groupBy } from './pattern.ts';

/** The same call fails now and then. */
export const intermittent = definePattern({
  name: 'intermittent',
  summary: 'The same calls fail now and then at the provider’s side.',
  remedy: 'Repeat them with growing pauses and a limit (2, 4, 8 s); reads are safe, writes need an Idempotency-Key.',
  feature: 'features/remedies/retry-limit.feature',
  reference: 'the reference, scenario 6 (temporary issues)',
  find(calls) {
    const passing = ['server-error', 'unavailable', 'timeout', 'connection'];
    let failed = 0;
    let all = 0;
    for (const alike of groupBy(calls, ({ method, host, path }) => `${method} ${host}${path}`).values()) {
      const lost = alike.filter(({ failure }) => failure !== null && passing.includes(failure.category ?? ''));
      if (lost.length === 0 || !alike.some(({ failure }) => failure === null)) continue;
      failed += lost.length;
      all += alike.length;
    }
    if (failed < 2) return null;
    const share = failed / all;
    return {
      numbers: [
        `${failed} of ${all} calls failed (${Math.round(share * 100)} %), and the same calls succeeded at other times`,
      ],
      saving: `with up to 3 attempts about ${(share ** 3 * 100).toFixed(1)} % would still fail`,
    };
  },
});
