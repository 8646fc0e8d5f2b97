import type { Check, CheckSettings, CheckVerdict, Force } from './check.ts';
import type { Observation } from './observation.ts';
import type { Profile } from './profiles.ts';

/** What one check came to. */
export interface CheckResult {
  readonly id: string;
  readonly name: string;
  readonly force: Force;
  readonly verdict: CheckVerdict['kind'];
  /** Null: there is nothing more to say. */
  readonly subtype: string | null;
  readonly because: string;
  /** Ids of the exchanges that show it. */
  readonly attempts: readonly string[];
}

/** A judged client, as machines read it. */
export interface JudgedClient {
  readonly client: string;
  readonly profile: string;
  readonly checks: readonly CheckResult[];
}

/** Single checks that take part or don't, whatever the profile says. */
export interface CheckChoice {
  readonly on?: readonly string[];
  readonly off?: readonly string[];
}

interface Judging {
  readonly client: string;
  readonly checks: readonly Check[];
  readonly profile: Profile;
  readonly settings: Omit<CheckSettings, 'profile' | 'maxAttempts'>;
  readonly choice?: CheckChoice;
}

/** Holds the checks of a profile against what was observed, in their order. */
export function judge(observations: readonly Observation[], judging: Judging): JudgedClient {
  const { client, checks, profile, choice = {} } = judging;
  const { on = [], off = [] } = choice;
  const wanted = new Set([...profile.checks, ...on].filter((id) => !off.includes(id)));
  const maxAttempts = judging.settings.declared.maxAttempts ?? profile.maxAttempts;
  const settings: CheckSettings = { ...judging.settings, profile: profile.name, maxAttempts };
  const results = checks
    .filter(({ id }) => wanted.has(id))
    .map((check) => resultOf(check, judgeCheck(check, observations, { settings, raised: profile.raised })));
  return { client, profile: profile.name, checks: results };
}

/** A check's verdict with its weight: a practice that isn't kept is a warning, unless the profile raises it. */
export function judgeCheck(
  check: Check,
  observations: readonly Observation[],
  { settings, raised }: { readonly settings: CheckSettings; readonly raised: readonly string[] },
): CheckVerdict {
  const verdict = check.judge(observations, settings);
  const counts = check.force !== 'practice' || raised.includes(check.id);
  return verdict.kind === 'broken' && !counts ? { ...verdict, kind: 'warned' } : verdict;
}

function resultOf({ id, name, force }: Check, verdict: CheckVerdict): CheckResult {
  return {
    id,
    name,
    force,
    verdict: verdict.kind,
    subtype: verdict.kind === 'kept' ? null : verdict.subtype,
    because: verdict.because,
    attempts: verdict.kind === 'untested' ? [] : verdict.attempts,
  };
}
