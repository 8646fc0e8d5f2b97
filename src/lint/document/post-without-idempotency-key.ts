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
        message: `${nameOf(operation)} takes no idempotency key, so nothing says that a call whose answer got lost may be repeated.`,
        fix: 'Add a header parameter Idempotency-Key, or say how a client finds out whether its call went through.',
      })),
};

/** Words of calls that only look something up, or that leave the same behind however often they come. */
const harmless = new Set(
  `search query lookup find filter list get fetch read count validate verify check preview estimate evaluate calculate
   compare render convert parse recognize autocomplete suggest explain graphql token login logout introspect revoke refresh
   update set replace rename edit mark delete remove destroy purge cancel archive unarchive close reopen enable disable
   activate deactivate stop pause resume suspend lock unlock pin unpin subscribe unsubscribe typing`.split(/\s+/),
);
/** Words of calls that leave something more behind each time, whatever else their names say. */
const adding = new Set('create add new insert append send submit place post upload import copy invite'.split(' '));

function changesSomething({ operation }: ApiOperation): boolean {
  const last = operation.path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
  // Where a document has no id, or one made of method and path, its first word says nothing.
  const id = wordsOf(operation.id.replace(/^post(?![a-z])/i, ''));
  const words = [...wordsOf(last), ...(operation.id.includes(' ') ? [] : id)];
  return words.some((word) => adding.has(word)) || !words.some((word) => harmless.has(word));
}

/** `checkOut`, `check_out` and `check.out` are two words, `checkout` is one. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
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
