import type { CheckVerdict } from '../checks/index.ts';
import type { ResultProblem } from '../result.ts';
import type { Judged } from './judge-checks.ts';
import type { Observed } from './observe.ts';

/** What one pass over all probes came to. */
export interface Found {
  readonly judged: readonly Judged[];
  readonly observed: readonly Observed[];
  readonly problems: readonly ResultProblem[];
  /** Nothing could be judged. */
  readonly unreachable: boolean;
}

/** What the probes of the pass over https are called behind their names. */
export const overHttps = '.over-https';

const worstFirst = ['broken', 'warned', 'untested', 'kept'] as const satisfies readonly CheckVerdict['kind'][];

/** One pass as it is, or two over different schemes with the worse verdict of each check. */
export function together(passes: readonly Found[]): Found {
  const [plain, secure] = passes;
  if (plain === undefined) throw new Error('a judgement needs a pass');
  if (secure === undefined) return plain;
  return {
    judged: plain.judged.map((one, index) => worse(one, secure.judged[index])),
    observed: [...plain.observed, ...secure.observed.map(renamed)],
    problems: [...plain.problems, ...secure.problems],
    unreachable: plain.unreachable && secure.unreachable,
  };
}

function worse(plain: Judged, secure: Judged | undefined): Judged {
  const rank = ({ verdict }: Judged) => worstFirst.indexOf(verdict.kind);
  if (secure === undefined || rank(plain) <= rank(secure)) return plain;
  return { ...secure, verdict: { ...secure.verdict, because: `over https: ${secure.verdict.because}` } };
}

function renamed(observed: Observed): Observed {
  return { ...observed, probe: { ...observed.probe, name: `${observed.probe.name}${overHttps}` } };
}
