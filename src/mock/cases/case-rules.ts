import type { Contract } from '../../contract/contract.ts';
import type { Rule } from '../../contract/failure-layer.ts';
import type { ReplaceOptions, RuleInput, RuleState } from '../mock.ts';
import type { CaseCore } from './case-core.ts';
import { completeRules } from './rule-input.ts';

/** The rules of one case: those injected into it, then those that every case follows. */
export interface CaseRules {
  readonly injected: readonly Rule[];
  readonly states: readonly RuleState[];
  inject(input: RuleInput): Rule;
  replace(inputs: readonly RuleInput[], options?: ReplaceOptions): readonly Rule[];
  /** Other rules stand behind the injected ones from now on; they count from nothing. */
  follow(shared: readonly Rule[]): void;
  /** Only the shared rules are left. */
  reset(): void;
}

/** Injected rules stand behind those injected before them, in front of the shared ones. */
export function createCaseRules(core: CaseCore, contract: Contract, ofLayer: readonly Rule[]): CaseRules {
  let shared = ofLayer;
  let injected: readonly Rule[] = [];
  let named = 0;

  function withId(input: RuleInput): RuleInput & { readonly id: string } {
    if (input.id !== undefined) return { ...input, id: input.id };
    named += 1;
    return { ...input, id: `injected-${named}` };
  }

  /** Rules that weren't there before count from nothing, whatever they are called. */
  function set(nextInjected: readonly Rule[], nextShared: readonly Rule[]): void {
    const before = new Set<Rule>([...injected, ...shared]);
    [injected, shared] = [nextInjected, nextShared];
    const rules = injected.length === 0 ? shared : [...injected, ...shared];
    const kept = new Set(rules.filter((rule) => before.has(rule)).map(({ id }) => id));
    const ruleCounts = new Map([...core.state.ruleCounts].filter(([id]) => kept.has(id)));
    core.change({ rules, ruleCounts });
  }

  return {
    get injected() {
      return injected;
    },
    get states() {
      return core.state.rules.map((rule) => stateOf(core, rule));
    },
    inject(input) {
      const rules = completeRules([withId(input)], contract, core.state.rules);
      set([...injected, ...rules], shared);
      return rules[0] as Rule;
    },
    replace(inputs, { validateOnly = false } = {}) {
      const rules = completeRules(inputs.map(withId), contract, shared);
      if (!validateOnly) set(rules, shared);
      return rules;
    },
    follow: (rules) => set(injected, rules),
    reset: () => set([], shared),
  };
}

function stateOf({ state }: CaseCore, rule: Rule): RuleState {
  const hits = state.ruleCounts.get(rule.id)?.hits ?? 0;
  return { rule, hits, remaining: rule.when.times === null ? null : Math.max(0, rule.when.times - hits) };
}
