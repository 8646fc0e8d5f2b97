/**
 * What is missing or wrong in a failure contract and its features, found without serving or running anything.
 * Rules stand one file each in document/, layer/ and features/; Redocly's linter does what it knows already.
 */
export type { Finding, RuledFinding } from './finding.ts';
export { type LintResult, lint } from './lint.ts';
export { overlayOf } from './overlay.ts';
export type { RuleInfo } from './rule.ts';
export { allRules, type ChosenSeverities, parseSeverity } from './rules.ts';
export { renderSarif } from './sarif.ts';
