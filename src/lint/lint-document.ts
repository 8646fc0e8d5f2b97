import type { Api } from './api.ts';
import { documentRules } from './document/index.ts';
import type { Collector } from './lint.ts';
import { type RedoclyRule, redoclyRules } from './redocly/redocly-rules.ts';

/** Holds a document against our rules and Redocly's. */
export async function lintDocument(api: Api, collector: Collector): Promise<void> {
  for (const rule of documentRules) if (collector.isOn(rule)) collector.add(rule, rule.check(api));
  // Of a document that was made from another one the structure is ours, and the rest the person's.
  const isTheirs = (rule: RedoclyRule) => api.contract.asWritten || rule.redocly !== 'struct';
  const rules = redoclyRules.filter((rule) => collector.isOn(rule) && isTheirs(rule));
  if (rules.length === 0) return;
  // Redocly's linter is loaded only where it is asked.
  const { redoclyFindings } = await import('./redocly/redocly.ts');
  for (const { rule, found } of await redoclyFindings(api, rules)) collector.add(rule, [found]);
}
