import type { FileAccess, MountedDocument } from '../contract/index.ts';
import { type ExitCode, exitCodes } from '../problem.ts';
import { type Api, openApi } from './api.ts';
import { inOrder, type RuledFinding, ruledFinding } from './finding.ts';
import { lintDocument } from './lint-document.ts';
import { lintFeatures } from './lint-features.ts';
import { lintLayer } from './lint-layer.ts';
import { readForLint } from './read-for-lint.ts';
import type { Found, RuleInfo } from './rule.ts';
import { type ChosenSeverities, severityOf } from './rules.ts';

export interface LintOptions {
  /** The OpenAPI document, or several that are one API. Relative paths start from `cwd`. */
  readonly documents: readonly MountedDocument[];
  /** What references may lead to, beside files below a document's folder. Default: nothing. */
  readonly access?: FileAccess | undefined;
  /** Path of its failure layer; default: the one beside it, or in it. */
  readonly failures?: string | undefined;
  /** Files, folders and `file:line`; none: only the document is looked at. */
  readonly features: readonly string[];
  readonly stepFolders: readonly string[];
  readonly severities: ChosenSeverities;
  readonly cwd: string;
}

export interface LintResult {
  readonly findings: readonly RuledFinding[];
  /** Null where the document couldn't be read. */
  readonly api: Api | null;
  readonly exitCode: ExitCode;
}

/** Collects what rules find, at the severities that were chosen. */
export interface Collector {
  add(rule: RuleInfo, found: readonly Found[]): void;
  isOn(rule: RuleInfo): boolean;
}

/**
 * Looks for what is missing or wrong in a document, its failure layer and features. Runs nothing, and asks no address.
 *
 * Resolves also when much is wrong; throws a Problem when a file that was named isn't there.
 */
export async function lint(options: LintOptions): Promise<LintResult> {
  const { cwd, severities, features } = options;
  const findings: RuledFinding[] = [];
  const collector = createCollector(findings, severities);
  const { contract, layerPath } = await readForLint(options, collector);
  const api = contract === null ? null : openApi(contract);
  if (api !== null) {
    await lintDocument(api, collector);
    await lintLayer(api, layerPath, collector);
    if (features.length > 0) await lintFeatures({ api, features, stepFolders: options.stepFolders, cwd }, collector);
  }
  return { findings: inOrder(distinct(findings)), api, exitCode: exitOf(findings, api) };
}

function createCollector(findings: RuledFinding[], chosen: ChosenSeverities): Collector {
  const isOn = (rule: RuleInfo) => severityOf(rule, chosen) !== 'off';
  return {
    isOn,
    add(rule, found) {
      const severity = severityOf(rule, chosen);
      if (severity !== 'off') findings.push(...found.map((one) => ruledFinding(rule, severity, one)));
    },
  };
}

/** The rows of an outline share their steps, so they share what is wrong with them. */
function distinct(findings: readonly RuledFinding[]): readonly RuledFinding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one.finding), one])).values()];
}

function exitOf(findings: readonly RuledFinding[], api: Api | null): ExitCode {
  const unread = ['unreadable-document', 'unreadable-feature', 'broken-steps', 'broken-expression'];
  const errors = findings.map(({ finding }) => finding).filter(({ severity }) => severity === 'error');
  if (errors.some(({ rule }) => unread.includes(rule))) return exitCodes.usage;
  // Whoever silences what can't be read is still told that nothing was looked at.
  if (api === null && errors.length === 0) return exitCodes.usage;
  return errors.length > 0 ? exitCodes.broken : exitCodes.kept;
}
