import type { Expectation } from '../retry/index.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import type { ScenarioContext } from './context.ts';

/**
 * What the failure layer declares about the failure that an exchange met: its rule's word, else that of its status.
 * Null when it declares nothing, or when the scenario classifies by another policy than the run.
 */
export function declaredExpectation(context: ScenarioContext, exchange: Exchange): Expectation | null {
  if (context.hasOwnPolicy) return null;
  const { layer } = context.contract;
  const ruleId = context.recorded(exchange)?.cause?.ruleId;
  const rules = [...(context.mock?.rules.map(({ rule }) => rule) ?? []), ...layer.rules];
  const rule = ruleId === undefined ? undefined : rules.find(({ id }) => id === ruleId);
  return rule?.expect ?? layer.expect.get(statusOf(exchange) ?? 0) ?? null;
}
