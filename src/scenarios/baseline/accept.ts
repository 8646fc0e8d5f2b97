import type { BaselineEntry, BaselineOutcome, ScenarioResult } from '../../result.ts';
import type { Baseline } from './read-baseline.ts';

/** Holds the scenarios of a run against a baseline. */
export interface Acceptance {
  /** The scenario as it counts: a broken one that is known, and hasn't expired, breaks nothing. */
  accept(scenario: ScenarioResult): ScenarioResult;
  /** What became of the entries; `ids` are those of all scenarios that were read. */
  outcome(ids: Iterable<string>): BaselineOutcome;
}

/** `today` as `2026-11-25`; an entry holds to the end of its last day. */
export function createAcceptance({ path, known }: Baseline, today: string): Acceptance {
  const byId = new Map(known.map((entry) => [entry.scenario, entry]));
  const met = { known: [] as BaselineEntry[], passesNow: [] as BaselineEntry[], expired: [] as BaselineEntry[] };
  return {
    accept(scenario) {
      const entry = byId.get(scenario.id);
      if (entry === undefined) return scenario;
      if (scenario.verdict === 'kept') met.passesNow.push(entry);
      if (scenario.verdict !== 'broken') return scenario;
      const { reason, expires } = entry;
      if (expires !== null && expires < today) {
        met.expired.push(entry);
        const because = `${scenario.because} (known until ${expires}: ${reason})`;
        return { ...scenario, because };
      }
      met.known.push(entry);
      return { ...scenario, verdict: 'known', known: { reason, expires } };
    },
    outcome(ids) {
      const all = new Set(ids);
      const files = new Set([...all].map(fileOf));
      // Of a file that wasn't read nothing is known.
      const unmatched = known.filter(({ scenario }) => files.has(fileOf(scenario)) && !all.has(scenario));
      return { path, ...met, unmatched };
    },
  };
}

/** The part of an id that comes from the file's name. */
function fileOf(id: string): string {
  return id.replace(/-[0-9a-f]{10}$/, '');
}
