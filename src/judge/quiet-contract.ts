import { type Contract, isRecord } from '../contract/index.ts';

/** Headers that ask a client to wait: a probe says itself when one is sent, and which. */
const asksToWait = /^(?:retry-after(?:-ms)?|(?:x-)?ratelimit\b.*)$/i;

/**
 * The API without anything that fails or slows a client by itself: no rules, no quotas, and no answer that carries a wait
 * because the document has an example of one. Only what a probe asks for may happen.
 */
export function quietContract(contract: Contract): Contract {
  const layer = { ...contract.layer, rules: [], rateLimits: [] };
  return { ...contract, document: withoutWaits(contract.document) as Contract['document'], layer };
}

function withoutWaits(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWaits);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'headers' && isRecord(member) ? withoutWaits(harmless(member)) : withoutWaits(member),
    ]),
  );
}

function harmless(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !asksToWait.test(name)));
}
