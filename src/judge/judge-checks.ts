import { type Check, type CheckSettings, type CheckVerdict, judgeCheck, type Observation } from '../checks/index.ts';
import { type Timed, withoutDelays, worstLateness } from './noise.ts';
import type { Observed } from './observe.ts';

/** A check that takes part, and whether its profile holds a practice to be a promise. */
export interface ChosenCheck {
  readonly check: Check;
  readonly raised: boolean;
}

/** A check with what it came to. */
export interface Judged {
  readonly check: Check;
  readonly verdict: CheckVerdict;
}

/** Why something is untested. */
export interface Reason {
  readonly subtype: string;
  readonly because: string;
}

/** Why a probe was not run, by its name. */
export type LeftOut = ReadonlyMap<string, Reason>;

export interface Evidence {
  readonly observed: readonly Observed[];
  readonly leftOut: LeftOut;
  readonly settings: CheckSettings;
}

/** What a check says of the evidence; never kept on evidence that is missing, or that hangs on the judge's own delays. */
export function judgeChosen({ check, raised }: ChosenCheck, { observed, leftOut, settings }: Evidence): Judged {
  const names = check.probes.map(({ name }) => name);
  const seen = observed.filter(({ probe }) => names.includes(probe.name));
  const missing = names.flatMap((name) => leftOut.get(name) ?? []);
  const [reason] = missing;
  if (seen.length === 0) {
    const verdict: CheckVerdict = {
      kind: 'untested',
      subtype: reason?.subtype ?? 'stopped',
      because: reason?.because ?? 'the run was stopped before it got there',
    };
    return { check, verdict };
  }
  const weight = { settings, raised: raised ? [check.id] : [] };
  return { check, verdict: judgeTimed(seen, (observations) => judgeCheck(check, observations, weight)) };
}

function judgeTimed(
  timed: readonly Timed[],
  judge: (observations: readonly Observation[]) => CheckVerdict,
): CheckVerdict {
  const verdict = judge(timed.map(({ observation }) => observation));
  if (verdict.kind === 'untested') return verdict;
  const wavers = withoutDelays(timed).some((observations) => judge(observations).kind !== verdict.kind);
  if (!wavers) return verdict;
  const late = Math.ceil(Math.max(worstLateness(timed), ...timed.map(({ noiseMs }) => noiseMs)));
  return {
    kind: 'untested',
    subtype: 'noisy',
    because: `this machine was so busy that times were up to ${late} ms late, and that decides: ${verdict.because}`,
  };
}

/** Whether the judge's own delays keep a verdict from being one. */
export function isUndecided({ verdict }: Judged): boolean {
  return verdict.kind === 'untested' && verdict.subtype === 'noisy';
}

/** Names of the probes that are worth another look, since what they showed hung on the judge's own delays. */
export function noisyProbes(judged: readonly Judged[]): ReadonlySet<string> {
  const noisy = judged.filter(isUndecided);
  return new Set(noisy.flatMap(({ check }) => check.probes.map(({ name }) => name)));
}
