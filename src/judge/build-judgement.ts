import { type CheckVerdict, withKnownFailures } from '../checks/index.ts';
import type { JudgedCheck, Judgement, JudgementIdentity, PromiseVerdict } from '../judgement.ts';
import { judgementVersion } from '../judgement.ts';
import { type ExitCode, exitCodes } from '../problem.ts';
import type { ResultProblem } from '../result.ts';
import { createMask, judgedProbe } from './calls-made.ts';
import { groupOf } from './groups.ts';
import type { Judged } from './judge-checks.ts';
import type { KnownFailures } from './known.ts';
import type { Observed } from './observe.ts';
import { overHttps } from './together.ts';

/** All that a judgement is made of. */
export interface JudgementParts {
  readonly client: string;
  readonly profile: string;
  readonly identity: JudgementIdentity;
  readonly judged: readonly Judged[];
  readonly observed: readonly Observed[];
  readonly known: KnownFailures;
  /** Why the client could not be judged, as a whole or in part. */
  readonly problems: readonly ResultProblem[];
  /** Nothing could be judged: the client could not be started, or never made the call. */
  readonly unreachable: boolean;
  maskText(text: string): string;
  /** The command that judges only this check; null: there is none. */
  rerun(id: string): string | null;
}

/** The canonical result. */
export function buildJudgement(parts: JudgementParts): Judgement {
  const { client, profile, identity, known, unreachable } = parts;
  const mask = createMask(parts.maskText);
  const checks = parts.judged.map((one) => judgedCheck(one, parts));
  const counts = countsOf(checks);
  const list = [...known].map(([check, reason]) => ({ check, client, reason }));
  const { broken, outdated } = withKnownFailures({ client, profile, checks }, list);
  const because = [...broken.map(({ id, because: why }) => `${id}: ${why}`), ...outdated];
  const verdict = because.length > 0 ? 'broken' : counts.kept + counts.warned + counts.broken > 0 ? 'kept' : 'untested';
  const probes = parts.observed.map((observed) => judgedProbe(observed, mask));
  const problems = [...parts.problems, ...outdated.map(outdatedProblem)];
  return {
    judgementVersion,
    client,
    profile,
    verdict,
    exitCode: exitCodeOf(verdict, unreachable),
    because: because.length > 0 || verdict === 'kept' ? because : problems.map(({ message }) => message),
    identity,
    counts,
    checks,
    probes,
    problems,
    masked: mask.masked,
  };
}

function exitCodeOf(verdict: Judgement['verdict'], unreachable: boolean): ExitCode {
  if (unreachable) return exitCodes.unreachable;
  return { kept: exitCodes.kept, broken: exitCodes.broken, untested: exitCodes.nothingRan }[verdict];
}

function judgedCheck({ check, verdict }: Judged, { known, maskText, rerun, observed }: JudgementParts): JudgedCheck {
  const observedNames = new Set(observed.map((one) => one.probe.name));
  const { id, name, rule, force, reference, why, fix, probes } = check;
  return {
    id,
    name,
    group: groupOf(id),
    rule,
    force,
    reference,
    why,
    fix,
    verdict: verdict.kind,
    subtype: subtypeOf(verdict),
    because: maskText(verdict.because),
    attempts: verdict.kind === 'untested' ? [] : verdict.attempts,
    probes: probes.flatMap(({ name: probe }) => [
      probe,
      ...(observedNames.has(`${probe}${overHttps}`) ? [`${probe}${overHttps}`] : []),
    ]),
    known: verdict.kind === 'broken' ? (known.get(id) ?? null) : null,
    rerun: rerun(id),
  };
}

function subtypeOf(verdict: CheckVerdict): string | null {
  return verdict.kind === 'kept' ? null : verdict.subtype;
}

function countsOf(checks: readonly JudgedCheck[]): Readonly<Record<PromiseVerdict, number>> {
  const count = (verdict: PromiseVerdict) => checks.filter((check) => check.verdict === verdict).length;
  return { kept: count('kept'), broken: count('broken'), warned: count('warned'), untested: count('untested') };
}

function outdatedProblem(complaint: string): ResultProblem {
  const fix = 'Take it out of the list of known failures.';
  return { code: 'known-failure-passes', message: `The list of known failures is out of date: ${complaint}`, fix };
}
