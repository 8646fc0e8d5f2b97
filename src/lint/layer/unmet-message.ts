import type { CredentialPolicy } from '../../contract/index.ts';
import type { Api } from '../api.ts';
import type { Found, LayerRule } from '../rule.ts';
import type { WrittenLayer } from '../written-layer.ts';
import { keywordsOfRequests } from './request-keywords.ts';

/** Every message that was written can be met. */
export const unmetMessage: LayerRule = {
  name: 'unmet-message',
  about: 'layer',
  severity: 'warn',
  summary: 'a message that nobody can meet',
  why: 'It promises a failure that no request can provoke, so no scenario can hold the API to it.',
  reference: 'openapi/failures.schema.json',
  check: (api, layer) => [...ofCredentials(api, layer), ...ofValidation(api, layer), ...ofResources(api, layer)],
};

type Reason = readonly [key: string, why: string];

function ofCredentials(api: Api, layer: WrittenLayer): readonly Found[] {
  return [...api.contract.layer.credentials.values()].flatMap((policy) => {
    const written = new Set(layer.keys('credentials', policy.scheme));
    return reasons(policy, api)
      .filter(([key]) => written.has(key))
      .map(([key, why]) => ({
        place: layer.place('credentials', policy.scheme, key),
        message: `Nobody can meet the message "${key}" of "${policy.scheme}": ${why}.`,
        fix: 'Add what it needs, or remove the message.',
      }));
  });
}

function reasons({ scheme, known }: CredentialPolicy, { contract }: Api): readonly Reason[] {
  const credentials = [...known.values()];
  const needs = contract.operations.flatMap(({ security }) => security.flat()).filter((need) => need.scheme === scheme);
  if (needs.length === 0) {
    const why = 'no operation uses this scheme';
    return ['missing', 'unknown', 'expired', 'revoked', 'scope', 'address', 'tenant'].map((key) => [key, why]);
  }
  const list: (Reason | false)[] = [
    !credentials.some(({ state }) => state === 'expired') && ['expired', 'no known credential is expired'],
    !credentials.some((one) => one.state === 'revoked' || one.validForRequests !== null) && [
      'revoked',
      'no known credential is revoked',
    ],
    !needs.some(({ scopes }) => scopes.length > 0) && ['scope', 'no operation needs a scope'],
    !credentials.some(({ scopes }) => scopes !== null) && ['scope', 'every known credential has all scopes'],
    !credentials.some(({ addresses }) => addresses !== null) && [
      'address',
      'every known credential works from anywhere',
    ],
    !credentials.some(({ tenant }) => tenant !== null) && ['tenant', 'no known credential belongs to a tenant'],
  ];
  const all = list.filter((one) => one !== false);
  return [...new Map(all).entries()];
}

/** Keywords of a schema without which a kind of violation can't happen. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  'unknown-field': ['additionalProperties', 'unevaluatedProperties', 'propertyNames'],
  enum: ['enum', 'const'],
  format: ['format'],
  range: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  length: ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  pattern: ['pattern'],
};

function ofValidation({ contract }: Api, layer: WrittenLayer): readonly Found[] {
  const written = layer.keys('validation', 'messages').filter((kind) => keywords[kind] !== undefined);
  if (written.length === 0) return [];
  const used = keywordsOfRequests(contract);
  return written
    .filter((kind) => !keywords[kind]?.some((keyword) => used.has(keyword)))
    .map((kind) => ({
      place: layer.place('validation', 'messages', kind),
      message: `Nobody can meet the message "${kind}": no parameter and no request body of the document can be wrong in that way.`,
      fix: `Use ${keywords[kind]?.join(', ')} in a schema, or remove the message.`,
    }));
}

function ofResources({ contract }: Api, layer: WrittenLayer): readonly Found[] {
  return contract.layer.resources
    .filter(({ name, operations }) => {
      const { read, replace, update, delete: remove } = operations;
      const byId = [read, replace, update, remove].some((id) => id !== null);
      return !byId && layer.keys('resources', name).includes('notFound');
    })
    .map(({ name }) => ({
      place: layer.place('resources', name, 'notFound'),
      message: `Nobody can meet the message "notFound" of "${name}": none of its operations takes an id.`,
      fix: 'Name the operations that read or change one item, or remove the message.',
    }));
}
