import type { Declared, DriverKind, Observation } from './observation.ts';
import { combine, refuse, untrusted } from './preconditions.ts';
import { type Assumed, contractSays, type Expected } from './reading/contract-says.ts';

/** How strongly a source asks for a promise: `must` and `should` break, `practice` warns unless the profile raises it. */
export type Force = 'must' | 'should' | 'practice';

/** One queued failure: an instruction string (`return-503`), consumed by one attempt. */
export type Instruction = string;

/** What the attempts of one call are met with. */
export interface CallFailures {
  /** In order, one for each attempt. */
  readonly instructions: readonly Instruction[];
  /** What every attempt behind the instructions is met with; null: success. */
  readonly always: Instruction | null;
}

/**
 * What a client is put through: calls, and what each attempt of a call is met with. Several checks may read one probe.
 * Instructions are consumed attempt by attempt; behind the last the API answers as it should (the canary).
 */
export interface Probe extends CallFailures {
  /** Kebab-case; names what happens: `503-503-200`, `always-503`, `post-reset-201`. */
  readonly name: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST';
  /** What calls from this number on (the first is 1) are met with instead; default: the same as all. */
  readonly later?: CallFailures & { readonly from: number };
  /** Logical calls; default 1. */
  readonly calls?: number;
  /** The same where a longer look is asked for; default `calls`. */
  readonly thoroughCalls?: number;
  /** Whether calls are made without waiting for those before; default false: one after the other. */
  readonly parallel?: boolean;
  /**
   * Milliseconds from the start of one parallel call to that of the next; default 0: all at once. Calls so spaced
   * begin one by one, so they count as one where calls under way are limited.
   */
  readonly everyMs?: number;
  /** Milliseconds that the window stays open at most when the client doesn't end; `thorough` where a longer look is asked for. */
  readonly watchMs: number;
  readonly thoroughMs?: number;
  /** Drivers that can show it; default all. */
  readonly drivers?: readonly DriverKind[];
}

/** What the call of this number (the first is 1) is met with. */
export function failuresFor(probe: Probe, call: number): CallFailures {
  return probe.later !== undefined && call >= probe.later.from ? probe.later : probe;
}

/** How many calls a probe makes. */
export function callsOf({ calls = 1, thoroughCalls }: Probe, thorough: boolean): number {
  return thorough ? (thoroughCalls ?? calls) : calls;
}

export type CheckVerdict =
  | { readonly kind: 'kept'; readonly because: string; readonly attempts: readonly string[] }
  | {
      readonly kind: 'broken' | 'warned';
      /** `early`, `capped`, `gave-up`, `unbounded` … */
      readonly subtype: string | null;
      /** With the numbers that were seen. */
      readonly because: string;
      /** Ids of the exchanges that show it. */
      readonly attempts: readonly string[];
    }
  /** Never looks like kept: `subtype` says why (`window`, `not-exercised`, `driver`, `not-declared`, `ambiguous` …). */
  | { readonly kind: 'untested'; readonly subtype: string; readonly because: string };

/** What a check may know beyond the observations: the profile's numbers and what the client declares. */
export interface CheckSettings {
  readonly profile: string;
  /** Attempts allowed for one call. */
  readonly maxAttempts: number;
  readonly thorough: boolean;
  readonly declared: Declared;
  /** Where the contract departs from what a check takes for granted, it comes first. Default: it says nothing. */
  readonly expected?: Expected;
}

/** A promise a client must keep, judged from what was observed. Pure. */
export interface Check<Name extends string = string> {
  /** The file's name, in the third person: `waits-for-retry-after`. */
  readonly name: Name;
  /** As in notes and results: `W1`. */
  readonly id: string;
  /** In plain words, with the number that decides. */
  readonly rule: string;
  readonly force: Force;
  readonly reference: string;
  /** Why it matters to the person who runs the client. */
  readonly why: string;
  /** What to change in a client that breaks it. */
  readonly fix: string;
  readonly probes: readonly Probe[];
  judge(observations: readonly Observation[], settings: CheckSettings): CheckVerdict;
}

/** A check as its file writes it: it looks at one observation that holds up, and the verdicts are put together. */
export interface CheckDraft<Name extends string> extends Omit<Check<Name>, 'judge'> {
  /** What it takes for granted of the failure, unless the contract says otherwise. */
  readonly assumes?: Assumed;
  /** The client itself has to say how its call ended. */
  readonly needsReport?: boolean;
  /** It minds itself whether the window was still open; else nothing is kept in an open one. */
  readonly mindsWindow?: boolean;
  /** A client that crashes breaks it; else a crash proves nothing. */
  readonly mindsCrash?: boolean;
  look(observation: Observation, settings: CheckSettings, probe: Probe): CheckVerdict;
}

/** Shapes a check so that its name stays a literal, and holds every verdict to the preconditions. */
export function defineCheck<const Name extends string>(draft: CheckDraft<Name>): Check<Name> {
  const { assumes, needsReport, mindsWindow, mindsCrash, look: lookItself, ...check } = draft;
  const look = (observation: Observation, settings: CheckSettings, probe: Probe) =>
    (assumes && contractSays(assumes, probe, observation, settings.expected)) ??
    lookItself(observation, settings, probe);
  return {
    ...check,
    judge(observations, settings) {
      const verdicts = check.probes.map((probe) => {
        const observation = observations.find((candidate) => candidate.probe === probe.name);
        if (observation === undefined) return { probe, verdict: notRun };
        const verdict = refuse(observation, probe, draft);
        return { probe, verdict: verdict ?? untrusted(look(observation, settings, probe), observation, draft) };
      });
      return combine(verdicts);
    },
  };
}

const notRun: CheckVerdict = { kind: 'untested', subtype: 'not-exercised', because: 'it was not run' };
