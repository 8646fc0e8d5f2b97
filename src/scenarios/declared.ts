import { type DeclaredMeaning, declaredMeaning } from '../contract/index.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import type { ScenarioContext } from './context.ts';

/**
 * What is declared about the failure that an exchange met: its rule's word, else that of its operation or its status.
 * Null when it declares nothing, or when the scenario classifies by another policy than the run.
 */
export function declaredExpectation(context: ScenarioContext, exchange: Exchange): DeclaredMeaning | null {
  if (context.hasOwnPolicy) return null;
  const { layer } = context.contract;
  const ruleId = context.recorded(exchange)?.cause?.ruleId;
  const rules = [...(context.mock?.rules.map(({ rule }) => rule) ?? []), ...layer.rules];
  const rule = ruleId === undefined ? undefined : rules.find(({ id }) => id === ruleId);
  const operation = context.contract.operation(exchange.operationId ?? '') ?? null;
  return rule?.expect ?? declaredMeaning(context.contract, operation, statusOf(exchange) ?? 0);
}
