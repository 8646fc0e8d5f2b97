import type { CheckDraft, CheckVerdict, Probe } from './check.ts';
import type { Observation } from './observation.ts';
import { span } from './reading/verdicts.ts';

type Needs = Pick<CheckDraft<string>, 'needsReport' | 'mindsWindow' | 'mindsCrash'>;
type Untested = CheckVerdict & { readonly kind: 'untested' };

/**
 * What has to hold before any check may look: the client was started and called, each exchange surely belongs to its
 * call, and the failure was really met. Null: all of it does.
 */
export function refuse(observation: Observation, probe: Probe, needs: Needs): Untested | null {
  const { driver, calls } = observation;
  if (probe.drivers !== undefined && !probe.drivers.includes(driver)) {
    return untested('driver', `the driver "${driver}" can’t show it; ${probe.drivers.join(' or ')} can`);
  }
  const unmet = notExercised(observation);
  if (unmet !== null) return unmet;
  if (needs.needsReport === true && calls.every(({ report }) => report === null)) {
    return unheard(observation, 'nobody heard from the client how its call ended');
  }
  return null;
}

function notExercised({ trouble, grouping, calls }: Observation): Untested | null {
  if (trouble?.kind === 'not-started' || trouble?.kind === 'wrong-path') return untested(trouble.kind, trouble.message);
  const first = calls.find(({ attempts }) => attempts.length > 0)?.attempts[0];
  if (first === undefined) return untested('not-exercised', 'no request came');
  if (grouping === 'ambiguous') return untested('ambiguous', 'requests can’t be told apart by the call they belong to');
  const met = first.cause?.kind === 'instruction' || first.cause?.kind === 'rule';
  return met ? null : untested('not-exercised', 'the failure was not met');
}

/** A verdict that may stand: nothing is kept while the client could still break it, or behind its crash. */
export function untrusted(verdict: CheckVerdict, { trouble, window }: Observation, needs: Needs): CheckVerdict {
  if (verdict.kind === 'untested' || verdict.kind === 'broken') return verdict;
  const crashed = trouble?.kind === 'crashed' || trouble?.kind === 'flooded';
  if (crashed && needs.mindsCrash !== true) return untested(trouble.kind, trouble.message);
  if (verdict.kind === 'kept' && !isClosed(window) && needs.mindsWindow !== true) {
    return untested('window', `the client was still at it when the window closed: ${verdict.because}`);
  }
  return verdict;
}

/** Nobody heard how or when a call ended: it had not when the window closed, else the driver doesn't tell. */
export function unheard({ window }: Pick<Observation, 'window'>, because: string): Untested {
  if (isClosed(window)) return untested('driver', because);
  const watched = span(window.closedAt - window.openedAt);
  return untested('window', `its call had not ended when the window closed after ${watched}`);
}

/** Whether nothing more was to come. */
export function isClosed({ end }: Observation['window']): boolean {
  return end === 'client-ended' || end === 'quiet';
}

const worstFirst = ['broken', 'warned', 'untested', 'kept'] as const;

/** One verdict of those of several probes: the worst, and what is untested is never kept. */
export function combine(judged: readonly { readonly probe: Probe; readonly verdict: CheckVerdict }[]): CheckVerdict {
  const kind = worstFirst.find((candidate) => judged.some(({ verdict }) => verdict.kind === candidate));
  const deciding = judged.filter(({ verdict }) => verdict.kind === kind);
  const [first] = deciding;
  if (first === undefined) return untested('not-exercised', 'it was not run');
  const because =
    judged.length === 1 || isAlike(deciding)
      ? first.verdict.because
      : deciding.map(({ probe, verdict }) => `${probe.name}: ${verdict.because}`).join('; ');
  if (first.verdict.kind === 'untested') return { ...first.verdict, because };
  const attempts = deciding.flatMap(({ verdict }) => (verdict.kind === 'untested' ? [] : verdict.attempts));
  return { ...first.verdict, because, attempts };
}

function isAlike(judged: readonly { readonly verdict: CheckVerdict }[]): boolean {
  return new Set(judged.map(({ verdict }) => verdict.because)).size === 1;
}

function untested(subtype: string, because: string): Untested {
  return { kind: 'untested', subtype, because };
}
