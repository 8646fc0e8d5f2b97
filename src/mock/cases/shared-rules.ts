import type { Contract } from '../../contract/contract.ts';
import type { Rule } from '../../contract/failure-layer.ts';
import type { Mock, ReplaceOptions, RuleInput } from '../mock.ts';
import { completeRules } from './rule-input.ts';
import type { RunningCase } from './running-case.ts';

/** The rules that every case follows behind its own. */
export interface SharedRules {
  readonly current: readonly Rule[];
  readonly states: Mock['rules'];
  replace(inputs: readonly RuleInput[], options?: ReplaceOptions): readonly Rule[];
  restore(): void;
}

/** Starts with the layer's own; every open case follows a change at once, later ones from their start. */
export function createSharedRules(
  contract: Contract,
  ofLayer: readonly Rule[],
  cases: () => readonly RunningCase[],
): SharedRules {
  let current = ofLayer;

  function set(rules: readonly Rule[]): void {
    current = rules;
    for (const open of cases()) open.follow(rules);
  }

  return {
    get current() {
      return current;
    },
    get states() {
      return current.map((rule) => ({ rule, hits: hitsOf(rule, cases()) }));
    },
    replace(inputs, { validateOnly = false } = {}) {
      const named = inputs.map((input, index) => ({ ...input, id: input.id ?? `rule-${index + 1}` }));
      const rules = completeRules(
        named,
        contract,
        cases().flatMap(({ injected }) => injected),
      );
      if (!validateOnly) set(rules);
      return rules;
    },
    restore: () => set(ofLayer),
  };
}

function hitsOf(rule: Rule, cases: readonly RunningCase[]): number {
  const all = cases.flatMap(({ rules }) => rules.filter((state) => state.rule === rule));
  return all.reduce((sum, { hits }) => sum + hits, 0);
}
