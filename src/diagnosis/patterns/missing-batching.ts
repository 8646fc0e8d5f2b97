const batch = 50;

import { definePattern, groupBy } from './pattern.ts';

/** One call for each of many ids. */
export const missingBatching = definePattern({
  name: 'missing-batching',
  summary: 'Many things are fetched one by one.',
  remedy: 'Ask for many in one call where the API offers it (a list of ids, a search).',
  feature: 'features/remedies/batching.feature',
  reference: 'the reference, scenario 4 (batch requests)',
  find(calls) {
    const single = calls.filter(({ method, template }) => method === 'GET' && /\{\}$/.test(template));
    const groups = [...groupBy(single, ({ host, template }) => `${host}${template}`).values()];
    const [most] = groups
      .map((alike) => ({ alike, ids: new Set(alike.map(({ path }) => path)).size }))
      .toSorted((one, other) => other.ids - one.ids);
    if (most === undefined || most.ids < 10) return null;
    const { alike, ids } = most;
    return {
      numbers: [`${alike.length} calls to ${alike[0]?.template} for ${ids} different ids`],
      saving: `in lists of ${batch}: ${Math.ceil(ids / batch)} calls instead of ${alike.length}`,
    };
  },
});
