import type { JudgedCheck, Judgement } from '../judgement.ts';
import { metBy } from '../report/index.ts';
import { spellOutAll } from '../spell-out.ts';
import type { Painter } from './paint.ts';

/** What `judge --json` prints. */
export function judgeJson({ client, profile, checks }: Judgement): object {
  return {
    client,
    profile,
    checks: checks.map(({ id, name, force, verdict, subtype, because, attempts }) => ({
      id,
      name,
      force,
      verdict,
      subtype,
      because,
      attempts,
    })),
  };
}

/** The verdicts for a person: promises broken first, each with what to change. */
export function renderJudgement(judgement: Judgement, paint: Painter): string {
  const [checks, problems] = [spellOutAll(judgement.checks), spellOutAll(judgement.problems)];
  const of = (verdict: JudgedCheck['verdict']) => checks.filter((check) => check.verdict === verdict);
  const broken = of('broken').filter(({ known }) => known === null);
  return [
    ...problems.flatMap(({ message, fix }) => ['', `! ${message}`, `  ${fix}`]),
    ...broken.flatMap((check) => brokenLines(check, judgement, paint)),
    ...section(
      'warned: a practice it doesn’t follow',
      of('warned').map((check) => `  ${paint.yellow('~')} ${idOf(check)} ${why(check)}`),
      paint,
    ),
    ...section(
      'known failures',
      of('broken')
        .filter(({ known }) => known !== null)
        .map((check) => `  ${paint.yellow('✗')} ${idOf(check)} ${why(check)}  [known: ${check.known}]`),
      paint,
    ),
    ...section(
      'kept',
      of('kept').map((check) => `  ${paint.green('✓')} ${idOf(check)} ${check.because}`),
      paint,
    ),
    ...section('untested', untestedLines(of('untested')), paint),
    '',
    summaryOf(judgement, paint),
    '',
  ].join('\n');
}

const idOf = ({ id }: JudgedCheck) => id.padEnd(3);

function why({ subtype, because }: JudgedCheck): string {
  return subtype === null ? because : `${because} (${subtype})`;
}

function brokenLines(check: JudgedCheck, judgement: Judgement, paint: Painter): readonly string[] {
  const met = metBy(check, judgement);
  const { rule, fix, rerun, force, reference } = check;
  return [
    '',
    `${paint.red('✗')} ${paint.bold(`${check.id}  ${rule}`)}  ${paint.dim(`${force}, ${reference}`)}`,
    `    seen   ${why(check)}`,
    ...(met === null ? [] : [`    met    ${met.line}`]),
    `    change ${fix}`,
    ...(rerun === null ? [] : [`    again  ${rerun}`]),
  ];
}

function section(title: string, lines: readonly string[], paint: Painter): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}

/** Those that are untested for the same reason stand together. */
function untestedLines(checks: readonly JudgedCheck[]): readonly string[] {
  const byReason = [...Map.groupBy(checks, why)];
  return byReason.map(([reason, same]) => `  – ${same.map(({ id }) => id).join(' ')}: ${reason}`);
}

function summaryOf({ client, profile, counts, verdict }: Judgement, paint: Painter): string {
  const colour = { kept: paint.green, broken: paint.red, untested: paint.yellow }[verdict];
  const numbers = (['kept', 'broken', 'warned', 'untested'] as const).map((name) => `${counts[name]} ${name}`);
  return `${colour(verdict)}  ${client}, profile ${profile}: ${numbers.join(', ')}`;
}
