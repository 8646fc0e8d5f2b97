import { diagnose } from '../../diagnosis/index.ts';
import type { JudgedCheck, Judgement } from '../../judgement.ts';
import { isFailure } from '../../trace/exchange.ts';

/** What the attempts that a verdict rests on had met, diagnosed; null: none of them failed. */
export interface Met {
  /** `planned-maintenance: The service is down for maintenance.` */
  readonly line: string;
  /** Name of the runbook that says what to do about it. */
  readonly runbook: string | null;
}

/** Diagnoses the failure that a promise was put to the test with. */
export function metBy({ attempts, probes: names }: JudgedCheck, { probes }: Judgement): Met | null {
  const exchanges = probes
    .filter(({ name }) => names.includes(name))
    .flatMap(({ calls }) => calls.flatMap((call) => call.attempts.map(({ exchange }) => exchange)));
  const failing = exchanges.find((exchange) => attempts.includes(exchange.id) && isFailure(exchange));
  if (failing === undefined) return null;
  const input = { exchanges: [failing], contract: null, critical: null, statusPage: null, now: null, notes: [] };
  const { causes, runbook } = diagnose(input, failing.id);
  const [cause] = causes;
  return cause === undefined ? null : { line: `${cause.id}: ${cause.summary}`, runbook };
}
