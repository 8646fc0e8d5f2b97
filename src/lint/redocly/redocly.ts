import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';
import type { Contract } from '../../contract/index.ts';
import type { Found } from '../rule.ts';
import type { RedoclyRule } from './redocly-rules.ts';

/** What one of Redocly's checks found. */
export interface RedoclyFound {
  readonly rule: RedoclyRule;
  readonly found: Found;
}

/** Follows nothing: what the document refers to was brought into it by our own reader, or is reported by it. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new Error(`"${reference}" leads out of the document`));
  }
}

/** Runs Redocly's checks on a document that our own reader has parsed. */
export async function redoclyFindings(
  contract: Contract,
  rules: readonly RedoclyRule[],
): Promise<readonly RedoclyFound[]> {
  const severity = 'error' as const;
  const config = await createConfig({
    rules: Object.fromEntries(rules.map(({ redocly, options }) => [redocly, { severity, ...options }])),
  });
  // Where something stands is known to our own reader, so Redocly's needs no text.
  const document = { source: new Source(contract.path, ''), parsed: contract.document };
  const problems = await lintDocument({ document, config, externalRefResolver: new ClosedResolver() });
  const found = problems.flatMap(({ ruleId, message, location }) => {
    const rule = rules.find(({ redocly }) => redocly === ruleId);
    const pointer = location[0]?.pointer?.replace(/^#/, '').replace(/^\/$/, '');
    const isOurs = rule !== undefined && pointer !== undefined && !beside.test(pointer) && !unsure.test(message);
    return isOurs ? [{ rule, pointer, message }] : [];
  });
  // One value may be wrong in several ways; once mended, the others are gone or stand out.
  const distinct = new Map(found.toReversed().map((one) => [`${one.rule.name} ${one.pointer}`, one]));
  return [...distinct.values()].map(({ rule, pointer, message }) => ({
    rule,
    found: { place: contract.place(pointer), message: sentence(message), fix: rule.fix },
  }));
}

/** Extensions aren't the API. */
const beside = /^\/x-/;
/** Redocly couldn't compile the schema; ours is the one that says whether it is wrong. */
const unsure = /^Example validation errored/;

/** In one line, ending in a period, names in plain quotes. */
function sentence(message: string): string {
  const text = message.replaceAll(/\s+/g, ' ').replaceAll('`', '"').trim();
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
