import { printMs } from '../wording.ts';
import { definePattern, limitOf, peakWithin } from './pattern.ts';

/** Many calls in a short time, and refusals among them. */
export const alertStorm = definePattern({
  name: 'alert-storm',
  summary: 'Calls come in a burst that exceeds the limit.',
  remedy: 'Space the calls so that the rate stays below the limit, or batch and cache them so that there are fewer.',
  feature: 'features/remedies/spacing.feature',
  reference: 'the reference, scenario 4 (alert storms)',
  find(calls) {
    const refused = calls.filter(({ failure }) => failure?.category === 'throttling');
    if (refused.length < 2) return null;
    const hosts = new Set(refused.map(({ host }) => host));
    const concerned = calls.filter(({ host }) => hosts.has(host));
    const limit = limitOf(concerned);
    const windowMs = (limit?.seconds ?? 60) * 1000;
    const peak = peakWithin(concerned, windowMs);
    const [first] = peak;
    const last = peak.at(-1);
    if (first === undefined || last === undefined || last.at === 0) return null;
    const numbers = [
      `${peak.length} calls within ${printMs(last.at - first.at)}, ${refused.length} of ${concerned.length} refused`,
      ...(limit === null ? [] : [`the limit is ${limit.calls} per ${limit.seconds} s (${limit.source})`]),
    ];
    if (limit === null) return { numbers, saving: null };
    const good =
      concerned.length - refused.length + new Set(refused.map(({ method, path }) => `${method} ${path}`)).size;
    const spacedMs = Math.max(0, Math.ceil(good / limit.calls) - 1) * windowMs;
    return {
      numbers,
      saving: `spaced at one call every ${printMs(windowMs / limit.calls)}, the same work takes ${good} calls in ${printMs(spacedMs)} and none is refused`,
    };
  },
});
