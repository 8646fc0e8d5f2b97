import type { CheckResult, JudgedClient } from './judge.ts';

/** A promise that a client is known to break, and why that is accepted for now. */
export interface KnownFailure {
  readonly check: string;
  readonly client: string;
  readonly reason: string;
}

/** A judged client with what is known of it set apart. */
export interface WithKnown {
  /** Broken, and on no list. */
  readonly broken: readonly CheckResult[];
  /** Broken as expected. */
  readonly known: readonly (CheckResult & { readonly reason: string })[];
  /** Complaints about lines that hold no longer: the check is kept now, or isn't there. */
  readonly outdated: readonly string[];
}

/** Applies a list of known failures; whoever passes now, or was never judged, has to leave the list. */
export function withKnownFailures({ client, checks }: JudgedClient, list: readonly KnownFailure[]): WithKnown {
  const own = list.filter((line) => line.client === client);
  const reasonFor = (id: string) => own.find(({ check }) => check === id)?.reason;
  const broken = checks.filter(({ verdict }) => verdict === 'broken');
  return {
    broken: broken.filter(({ id }) => reasonFor(id) === undefined),
    known: broken.flatMap((result) => {
      const reason = reasonFor(result.id);
      return reason === undefined ? [] : [{ ...result, reason }];
    }),
    outdated: own.flatMap((line) => complaint(line, checks)),
  };
}

function complaint({ check, client, reason }: KnownFailure, checks: readonly CheckResult[]): readonly string[] {
  const result = checks.find(({ id }) => id === check);
  const line = `"${check}" of "${client}" (${reason})`;
  if (result === undefined) return [`${line} is a known failure of a check that did not take part.`];
  // Untested says nothing: the failure may still be there.
  if (result.verdict === 'broken' || result.verdict === 'untested') return [];
  return [`${line} is ${result.verdict} now: take it off the list.`];
}
