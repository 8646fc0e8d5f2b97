import type { Place, Problem } from '../problem.ts';
import type { PlannedScenario } from '../scenarios/index.ts';
import type { Api } from './api.ts';
import type { Suggestion } from './suggestion.ts';
import type { WrittenLayer } from './written-layer.ts';

export const severities = ['off', 'warn', 'error'] as const;
/** How much a finding counts: `error` is exit 1, `warn` is only said. */
export type Severity = (typeof severities)[number];

/** What a rule says about itself; `--rules`, the docs and SARIF print it. */
export interface RuleInfo {
  readonly name: string;
  readonly about: 'document' | 'layer' | 'features';
  readonly severity: Exclude<Severity, 'off'>;
  /** What it finds, in a few words. */
  readonly summary: string;
  /** Why that does harm, in one sentence. */
  readonly why: string;
  /** A section of an RFC or of a specification; empty where it is a matter of reason. */
  readonly reference: string;
}

/** One thing that a rule found. */
export interface Found {
  readonly place: Place;
  readonly message: string;
  readonly fix: string;
  /** What an overlay would add to the document. */
  readonly suggestions?: readonly Suggestion[];
}

/** A rule about the document, of our own making. */
export interface DocumentRule extends RuleInfo {
  readonly about: 'document';
  check(api: Api): readonly Found[];
}

/** A rule about what the failure layer says, held against the document. */
export interface LayerRule extends RuleInfo {
  readonly about: 'layer';
  check(api: Api, layer: WrittenLayer): readonly Found[];
}

/** A rule about scenarios as they would run. */
export interface FeatureRule extends RuleInfo {
  readonly about: 'features';
  check(scenarios: readonly PlannedScenario[], api: Api): readonly Found[];
}

/** A problem that a reader of ours found, as a finding. */
export function foundIn({ place, message, fix }: Problem): Found {
  return { place, message, fix };
}
