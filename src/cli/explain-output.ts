import type { Runbook } from '../diagnosis/runbooks/index.ts';
import { type Classification, categories, retryClasses, sides } from '../retry/index.ts';
import type { Painter } from './paint.ts';

/** What `explain --json` prints: stable members in this order. */
export function toJson(found: Classification): Readonly<Record<string, unknown>> {
  const {
    status,
    category,
    class: retryClass,
    retry,
    waitMs,
    mayHaveBeenApplied,
    reason,
    source,
    side,
    policy,
  } = found;
  return { status, category, class: retryClass, retry, waitMs, mayHaveBeenApplied, reason, source, side, policy };
}

/** The classification as a table, then the runbook, for a person. */
export function renderExplanation(
  label: string,
  method: string,
  found: Classification,
  runbook: Runbook | undefined,
  paint: Painter,
): string {
  const title = runbook === undefined ? label : `${label}: ${runbook.title}`;
  const rows = rowsOf(method, found).map(([name, value]) => `  ${paint.dim(name.padEnd(10))} ${value}`);
  const text = [paint.bold(title), '', ...rows, ...(runbook === undefined ? [] : renderRunbook(runbook, paint)), ''];
  return text.join('\n');
}

type Line = readonly [name: string, value: string];

function rowsOf(method: string, found: Classification): readonly Line[] {
  const rows: readonly (readonly [name: string, value: string | null])[] = [
    ['class', retryClasses[found.class]],
    ['category', found.category === null ? 'no failure' : categories[found.category]],
    ['side', found.side === null ? null : sides[found.side]],
    ['retry', decisionOf(method, found)],
    ['wait', waitOf(found)],
    ['change', found.changeNeeded],
    ['applied', appliedOf(found)],
    ['reason', found.reason],
    ['source', found.source],
    ['policy', found.policy],
  ];
  return rows.filter((row): row is Line => row[1] !== null);
}

function decisionOf(method: string, { retry, newConnection }: Classification): string {
  if (!retry) return `no, not this ${method} as it is`;
  return `yes, this ${method} may be sent again${newConnection ? ', over another connection' : ''}`;
}

function waitOf({ waitMs, waitSource, backoffFloorMs, retry }: Classification): string | null {
  if (waitMs !== null) return `${waitMs / 1000} s at least (${waitSource})`;
  if (!retry) return null;
  return backoffFloorMs === undefined
    ? 'none asked for: back off'
    : `none asked for: back off, by ${backoffFloorMs / 1000} s at least`;
}

function appliedOf({ mayHaveBeenApplied }: Classification): string {
  return { no: 'no, nothing was changed', unknown: 'unknown: it may have taken effect', yes: 'yes, it took effect' }[
    mayHaveBeenApplied
  ];
}

function renderRunbook(runbook: Runbook, paint: Painter): readonly string[] {
  const texts = (items: Runbook['steps']) => items.map(({ text }) => text);
  return [
    ...section('What it means', bullets(runbook.meaning), paint),
    ...section('Not to be mistaken for its neighbours', bullets(runbook.neighbours), paint),
    ...section('What to check, in this order', numbered(texts(runbook.steps)), paint),
    ...section('Common causes', bullets(texts(runbook.causes)), paint),
    ...section('What to do', numbered(texts(runbook.resolution)), paint),
    ...runbook.code.flatMap(({ title, text }) => section(title, indented(text), paint)),
    ...section(
      'Shown to work',
      runbook.remedies.map((name) => `  features/remedies/${name}.feature`),
      paint,
    ),
    ...section(
      'Outside of the platform, against faultline serve',
      runbook.outside.flatMap(({ says, command }) => [`  # ${says}`, `  ${command}`]),
      paint,
    ),
    ...section('How to explain it', [`  ${runbook.explanation}`], paint),
    ...section('When to escalate', bullets(texts(runbook.escalate)), paint),
    ...section('What the standards say', bullets(runbook.standards), paint),
  ];
}

function section(title: string, lines: readonly string[], paint: Painter): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}

const indented = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
const bullets = (lines: readonly string[]) => lines.map((line) => `  - ${line}`);
const numbered = (lines: readonly string[]) => lines.map((line, index) => `  ${index + 1}. ${line}`);
