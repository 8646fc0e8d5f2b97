import type { Found, RuleInfo } from './rule.ts';
import type { Suggestion } from './suggestion.ts';

/** One finding, as `lint --json` prints it; null where the place isn't known. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warn';
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** JSON pointer into the file; null in a feature. */
  readonly pointer: string | null;
  readonly message: string;
  readonly fix: string;
}

/** A finding with the rule behind it, and what would mend it. */
export interface RuledFinding {
  readonly finding: Finding;
  readonly rule: RuleInfo;
  readonly suggestions: readonly Suggestion[];
}

/** A finding of a rule at its severity. */
export function ruledFinding(rule: RuleInfo, severity: Finding['severity'], found: Found): RuledFinding {
  const { file = null, line = null, column = null, pointer = null } = found.place;
  const { message, fix, suggestions = [] } = found;
  return { finding: { rule: rule.name, severity, file, line, column, pointer, message, fix }, rule, suggestions };
}

/** Findings in reading order: by file, then by place, then by rule. */
export function inOrder(findings: readonly RuledFinding[]): readonly RuledFinding[] {
  const key = ({ finding }: RuledFinding) => [finding.file ?? '', finding.line ?? 0, finding.column ?? 0, finding.rule];
  return findings.toSorted((one, other) => compare(key(one), key(other)));
}

function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? 0;
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
