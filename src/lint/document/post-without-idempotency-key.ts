import { propertiesOf } from '../../contract/index.ts';
import { type Api, type ApiOperation, nameOf } from '../api.ts';
import type { DocumentRule } from '../rule.ts';

/** What may be sent twice is told from what is meant twice. */
export const postWithoutIdempotencyKey: DocumentRule = {
  name: 'post-without-idempotency-key',
  about: 'document',
  severity: 'warn',
  summary: 'a POST that takes no idempotency key',
  why: 'When the answer gets lost nobody knows whether the call was carried out; only with a key may it be sent again.',
  reference: 'RFC 9110 §9.2.2; draft-ietf-httpapi-idempotency-key-header',
  check: (api) =>
    api.operations
      .filter((one) => one.operation.method === 'POST' && changesSomething(one) && !takesKey(one, api))
      .map(({ operation }) => ({
        place: operation.place,
        message: `${nameOf(operation)} takes no idempotency key, so a call whose answer got lost can't be repeated safely.`,
        fix: 'Add a header parameter Idempotency-Key, or say how a client finds out whether its call went through.',
      })),
};

/** Words for calls that only look something up, or that do the same however often they come. */
const harmless =
  /(?:search|query|lookup|find|filter|count|validate|verify|check|preview|estimate|graphql|token|login|logout|introspect|revoke|refresh)/i;

function changesSomething({ operation }: ApiOperation): boolean {
  const last = operation.path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
  return !harmless.test(last) && !harmless.test(operation.id);
}

const keyName =
  /idempoten|^(?:x-)?(?:client-?)?(?:request|transaction|message|correlation|dedup\w*|client)[-_]?(?:id|token|key|reference)$/i;

function takesKey({ operation }: ApiOperation, { contract }: Api): boolean {
  if (operation.parameters.some(({ name }) => keyName.test(name))) return true;
  const bodies = [...(operation.requestBody?.content.values() ?? [])];
  return bodies.some(({ schema }) =>
    [...propertiesOf(schema, contract.document).keys()].some((name) => keyName.test(name)),
  );
}
