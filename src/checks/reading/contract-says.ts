import { type RetryClass, retryClasses } from '../../retry/index.ts';
import type { CheckVerdict, Probe } from '../check.ts';
import type { Observation } from '../observation.ts';
import { lookForRepeat } from './repeats.ts';
import { untested } from './verdicts.ts';

/** Retry classes that the contract gives to the failures of the calls that are made: by `GET 503`. */
export type Expected = ReadonlyMap<string, RetryClass>;

/** What a check takes for granted of the failure that it probes: that it stays, or that it passes. */
export type Assumed = 'final' | 'transient';

/**
 * What the contract makes of a check that takes the opposite for granted: what it calls retryable may be repeated, what it
 * calls not retryable must not be. Null: the two agree, or the contract says nothing.
 */
export function contractSays(
  assumed: Assumed,
  probe: Pick<Probe, 'method' | 'instructions'>,
  observation: Observation,
  expected: Expected = new Map(),
): CheckVerdict | null {
  const [, status] = /^return-(\d{3})/.exec(probe.instructions[0] ?? '') ?? [];
  const said = expected.get(`${probe.method} ${status}`);
  if (said === undefined || isRepeatable(said, probe.method) === (assumed === 'transient')) return null;
  const because = `the failure layer says of ${status} that it is ${retryClasses[said]}`;
  if (assumed === 'final') return untested('contract', because);
  const verdict = lookForRepeat(observation);
  const subtype = verdict.kind === 'broken' ? { subtype: 'against-contract' } : {};
  return { ...verdict, ...subtype, because: `${verdict.because}; ${because}` };
}

function isRepeatable(said: RetryClass, method: Probe['method']): boolean {
  if (said === 'retryable-if-idempotent') return method === 'GET';
  return said === 'retryable' || said === 'retryable-after-delay';
}
