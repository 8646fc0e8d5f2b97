import type { Exchange } from '../../trace/exchange.ts';
import type { CheckSettings, CheckVerdict } from '../check.ts';
import type { Observation } from '../observation.ts';
import { attemptsIn, keyOf } from './attempts.ts';
import { broken, counted, kept, untested, warned } from './verdicts.ts';

/** Kept when a write was not repeated, or every attempt carries the key by which a repeat is recognised. */
export function lookAtWrite(observation: Observation, { declared }: Pick<CheckSettings, 'declared'>): CheckVerdict {
  if (declared.idempotentWrites === true) return untested('not-applicable', 'the operation is declared idempotent');
  const attempts = attemptsIn(observation);
  const [first] = attempts;
  if (first === undefined) return untested('not-exercised', 'no request came');
  const repeats = attempts.slice(1).filter((attempt) => isSameTarget(first, attempt));
  if (repeats.length === 0) return onceOnly(observation, attempts);
  const sent = [first, ...repeats];
  if (keyOf(first) !== null && sent.every((attempt) => keyOf(attempt) === keyOf(first))) {
    return kept(`sent ${counted(sent.length, 'time')}, always with the same key`, sent);
  }
  const how = keyOf(first) === null ? 'without an idempotency key' : 'with another key each time';
  return broken('repeated', `sent ${counted(sent.length, 'time')} ${how}${done(sent)}`, sent);
}

// Whatever its body: one that is written anew for each attempt does the same thing again all the same.
function isSameTarget(one: Exchange, other: Exchange): boolean {
  return one.request.method === other.request.method && one.request.url === other.request.url;
}

function onceOnly({ calls }: Observation, attempts: readonly Exchange[]): CheckVerdict {
  const all = calls[0]?.attempts ?? [];
  if (all.length === attempts.length) return kept('sent once', attempts);
  return warned('transport-resend', 'its transport sent it again over another connection, on its own', all);
}

/** What the ledger of side effects says. */
function done(attempts: readonly Exchange[]): string {
  const created = attempts.flatMap(({ sideEffects }) => sideEffects).filter(({ change }) => change === 'created');
  return created.length < 2 ? '' : `: ${created.length} of ${created[0]?.collection} exist now, where one was meant`;
}
