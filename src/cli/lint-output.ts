import type { Finding, RuledFinding, RuleInfo } from '../lint/index.ts';
import type { Painter } from './paint.ts';

/** Where to stop with one rule in one file, so that the others are seen. */
const mostOfARule = 10;
/** So many places are named where the same is said of many. */
const mostPlaces = 5;

interface Shown {
  readonly findings: readonly RuledFinding[];
  /** Whether the findings of a rule are shown to the last. */
  readonly all: boolean;
}

/** Findings by file: place, rule, what is wrong, why that matters and what to do. */
export function renderFindings({ findings, all }: Shown, paint: Painter): string {
  const files = Map.groupBy(findings, ({ finding }) => finding.file ?? '');
  const blocks = [...files].map(([file, own]) => {
    const rules = Map.groupBy(own, ({ rule }) => rule);
    return [
      paint.bold(paint.underline(file)),
      ...[...rules].map(([rule, some]) => renderRule(rule, some, all, paint)),
    ].join('\n\n');
  });
  return [...blocks, renderCount(findings, paint)].join('\n\n');
}

function renderRule(rule: RuleInfo, findings: readonly RuledFinding[], all: boolean, paint: Painter): string {
  const [first] = findings;
  const severity = first?.finding.severity === 'error' ? paint.red('error') : paint.yellow('warning');
  const head = `  ${severity} ${paint.bold(rule.name)}  ${paint.dim(reasonOf(rule))}`;
  const alike = all ? findings.map(({ finding }) => [finding]) : alikeIn(findings);
  const shown = all ? alike : alike.slice(0, mostOfARule);
  const rows = shown.flatMap((group, index) => renderAlike(group, shown[index - 1]?.[0] ?? null, paint));
  const more = findings.length - shown.flat().length;
  return [head, ...rows, ...(more > 0 ? [paint.dim(`    and ${more} more; --all shows them`)] : [])].join('\n');
}

/** Findings of which the same is said, by their first one. */
function alikeIn(findings: readonly RuledFinding[]): readonly (readonly Finding[])[] {
  const all = findings.map(({ finding }) => finding);
  return [...Map.groupBy(all, ({ message, fix }) => `${message}\n${fix}`).values()];
}

function renderAlike(
  [first, ...others]: readonly Finding[],
  before: Finding | null,
  paint: Painter,
): readonly string[] {
  if (first === undefined) return [];
  const [said = '', ...todo] = renderFinding(first, before, paint);
  if (others.length === 0) return [said, ...todo];
  const places = others.slice(0, mostPlaces).map(placeOf).join(', ');
  const more = others.length - mostPlaces;
  const rest = more > 0 ? ` and ${more} more; --all shows them` : '';
  return [said, paint.dim(`             also in ${places}${rest}`), ...todo];
}

function placeOf({ line, column }: Finding): string {
  return line === null ? '' : `${line}:${column ?? 1}`;
}

function reasonOf({ why, reference }: RuleInfo): string {
  return reference === '' ? why : `${why} (${reference})`;
}

/** What to do is said once where it is the same as just before. */
function renderFinding(finding: Finding, before: Finding | null, paint: Painter): readonly string[] {
  const { message, fix } = finding;
  const todo = before?.fix === fix ? [] : [`             ${paint.green('→')} ${fix}`];
  return [`    ${paint.cyan(placeOf(finding).padEnd(8))} ${message}`, ...todo];
}

function renderCount(findings: readonly RuledFinding[], paint: Painter): string {
  const count = (severity: Finding['severity']) =>
    findings.filter(({ finding }) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warn')];
  if (errors + warnings === 0) return `${paint.green('✓')} nothing found\n`;
  const plural = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const colour = errors > 0 ? paint.red : paint.yellow;
  return `${colour(`${plural(errors, 'error')}, ${plural(warnings, 'warning')}`)}\n`;
}

/** All rules with their severity, what they find and why it matters. */
export function renderRules(rules: readonly RuleInfo[], paint: Painter): string {
  const groups = [...Map.groupBy(rules, ({ about }) => about)].map(([about, own]) => {
    const rows = own.map((rule) => {
      const severity = rule.severity === 'error' ? paint.red('error  ') : paint.yellow('warning');
      return `  ${severity} ${paint.bold(rule.name)}: ${rule.summary}\n          ${paint.dim(reasonOf(rule))}`;
    });
    return [paint.bold(`About the ${about === 'layer' ? 'failure layer' : about}`), ...rows].join('\n');
  });
  return `${groups.join('\n\n')}\n`;
}
