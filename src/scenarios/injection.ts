import type { Rule } from '../contract/failure-layer.ts';
import { matching } from '../contract/index.ts';
import type { MockCase, RuleInput } from '../mock/mock.ts';

/** Adds a rule that speaks of one operation. */
export function injectRule(mock: MockCase, operationId: string, rule: RuleInput): Rule {
  return mock.inject({ ...rule, match: matching({ ...rule.match, operations: [operationId] }) });
}
