import { type Diagnosis, diagnose } from '../../diagnosis/index.ts';
import { onceFor } from '../../once-for.ts';
import type { ScenarioResult } from '../../result.ts';

const explained = onceFor(explain);

/** The diagnosis of what a scenario met, by the exchanges that were recorded; null: no call of it failed. */
export function diagnosisOf(scenario: ScenarioResult): Diagnosis | null {
  const known = explained(scenario);
  return known.subject === null ? null : known;
}

function explain({ attempts }: ScenarioResult): Diagnosis {
  const exchanges = attempts.map(({ exchange }) => exchange);
  return diagnose({ exchanges, contract: null, critical: null, statusPage: null, now: null, notes: [] });
}

/** The likeliest cause in one line: `burst-over-limit: Calls come faster than the API allows.` */
export function diagnosisLine(scenario: ScenarioResult): string | null {
  const cause = diagnosisOf(scenario)?.causes[0];
  return cause === undefined ? null : `${cause.id} (${cause.confidence} confidence): ${cause.summary}`;
}
