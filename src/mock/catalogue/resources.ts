import {
  acceptedCredentialsOf,
  type Operation,
  type ResourceCollection,
  type SampleRequest,
  type SecurityNeed,
  statusOn,
  unknownId,
  visibleIds,
  withCredential,
} from '../../contract/index.ts';
import { type Candidate, stepOf } from './entry.ts';
import type { Samples } from './samples.ts';
import { caseFor } from './validation.ts';

/** 404: ids that nobody has, or that are not there for this caller, or not now. The fullest collection comes first. */
export function fromResources(samples: Samples): readonly Candidate[] {
  const { resources } = samples.contract.layer;
  return resources
    .toSorted((one, other) => other.seed.length - one.seed.length)
    .flatMap((collection, index) => {
      const read = operationOf(samples, collection.operations.read);
      if (read === undefined) return [];
      const shop: Shop = { samples, collection, read };
      return [
        nobodys(shop, index === 0),
        ...wrongIds(shop),
        ...withheldIds(shop),
        ...forOtherTenant(shop),
        ...goneMeanwhile(shop),
      ];
    });
}

interface Shop {
  readonly samples: Samples;
  readonly collection: ResourceCollection;
  readonly read: Operation;
}

function operationOf({ contract }: Samples, id: string | null): Operation | undefined {
  return id === null ? undefined : contract.operation(id);
}

function found({ samples, collection, read }: Shop, summary: string, id: string): Candidate {
  return {
    failure: statusOn(collection.notFound, read),
    summary: `${summary} (${collection.name})`,
    operation: read.id,
    variants: [[stepOf(samples.roomy(read, { [collection.idParameter]: id }))]],
    cause: 'resource',
    ownCase: caseFor(samples, read, `${collection.name} ${summary}`),
  };
}

function idsOf({ collection }: Shop): readonly string[] {
  return collection.seed.map((item) => String(item[collection.idProperty]));
}

function accepts({ parameters }: Operation, name: string, id: string): boolean {
  const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
  return parameter === undefined || parameter.validate([id]).length === 0;
}

function nobodys(shop: Shop, start: boolean): Candidate {
  const { samples, collection, read } = shop;
  const fits = (id: string) => !idsOf(shop).includes(id) && accepts(read, collection.idParameter, id);
  const free =
    ['999', '9999', 'nobody'].find(fits) ??
    unknownId(samples.contract, read, collection.idParameter) ??
    'nobody-at-all';
  const candidate = found(shop, 'an id that nobody has', free);
  const plain = samples.plain(read, { [collection.idParameter]: free });
  return start ? { ...candidate, variants: [[stepOf(plain)]], start, ownCase: null } : candidate;
}

function wrongIds(shop: Shop): readonly Candidate[] {
  const ids = idsOf(shop);
  const numbered = ids.some((id) => /^\d+$/.test(id));
  const cased = ids.map(otherCase).find((id) => id !== null && !ids.includes(id));
  return [
    ...(numbered ? [found(shop, 'an id of the wrong kind', 'abc')] : []),
    ...(ids[0] === undefined ? [] : [found(shop, 'an id with its quotes', `"${ids[0]}"`)]),
    ...(typeof cased === 'string' ? [found(shop, 'an id in the wrong case', cased)] : []),
  ];
}

function otherCase(id: string): string | null {
  const lower = id.toLowerCase();
  const upper = id.toUpperCase();
  if (lower !== id) return lower;
  return upper === id ? null : upper;
}

function withheldIds(shop: Shop): readonly Candidate[] {
  const { collection } = shop;
  const { hiddenWhen, idProperty, seed, visibleAfterMs, name } = collection;
  const wanted = Object.entries(hiddenWhen ?? {});
  const hidden = seed.find((item) => wanted.length > 0 && wanted.every(([key, value]) => item[key] === value));
  const what = wanted.map(([key, value]) => `${key} ${String(value)}`).join(', ');
  const [late] = Object.entries(visibleAfterMs);
  return [
    ...(hidden === undefined
      ? []
      : [found(shop, `an id that is no longer in use: ${what}`, String(hidden[idProperty]))]),
    ...(late === undefined
      ? []
      : [
          {
            ...found(shop, `an id that comes ${late[1] / 1000} s late`, late[0]),
            ownCase: `${name}-late`,
          },
        ]),
    ...otherTenants(shop),
  ];
}

function needOf({ security: [first = []] }: Operation): SecurityNeed | undefined {
  return first.find(({ in: place }) => place === 'header') ?? first[0];
}

function otherTenants({ samples, collection, read }: Shop): readonly Candidate[] {
  const { tenantProperty, seed, idProperty, idParameter, notFound, name } = collection;
  const need = needOf(read);
  if (tenantProperty === null || need === undefined) return [];
  const visible = visibleIds(collection);
  for (const { value, tenant } of acceptedCredentialsOf(samples.contract.layer, need.scheme)) {
    const foreign = seed.find((item) => visible.includes(String(item[idProperty])) && item[tenantProperty] !== tenant);
    if (tenant === null || foreign === undefined) continue;
    const request = samples.plain(read, { [idParameter]: String(foreign[idProperty]) });
    return [
      {
        failure: statusOn(notFound, read),
        summary: `an id of another tenant (${name})`,
        operation: read.id,
        variants: [[stepOf(withCredential(request, need, value))]],
        cause: 'resource',
        ownCase: `${name}-other-tenant`,
      },
    ];
  }
  return [];
}

/** 403: an item that a credential of one tenant stores for another. */
function forOtherTenant({ samples, collection }: Shop): readonly Candidate[] {
  const { tenantProperty, operations, seed, name } = collection;
  const { layer } = samples.contract;
  const create = operationOf(samples, operations.create ?? operations.replace);
  const need = create && needOf(create);
  const policy = layer.credentials.get(need?.scheme ?? '');
  if (tenantProperty === null || create === undefined || need === undefined || policy === undefined) return [];
  const [credential] = acceptedCredentialsOf(layer, need.scheme).filter(({ tenant }) => tenant !== null);
  const foreign = seed.map((item) => item[tenantProperty]).find((tenant) => tenant !== credential?.tenant);
  if (credential === undefined || foreign === undefined) return [];
  const request = samples.plain(create);
  const body = JSON.stringify({ ...(JSON.parse(request.body ?? '{}') as object), [tenantProperty]: foreign });
  return [
    {
      failure: statusOn(policy.tenant, create),
      summary: `an item for another tenant (${name})`,
      operation: create.id,
      variants: [[stepOf(withCredential({ ...request, body }, need, credential.value))]],
      cause: 'credentials',
    },
  ];
}

/** What one call changes so that the next one doesn't find it. */
function goneMeanwhile(shop: Shop): readonly Candidate[] {
  const { samples, collection } = shop;
  const { operations, hiddenWhen, idParameter, name } = collection;
  const id = visibleIds(collection).at(-1);
  const remove = operationOf(samples, operations.delete);
  const update = operationOf(samples, operations.update);
  if (id === undefined) return [];
  const values = { [idParameter]: id };
  const after = (summary: string, first: SampleRequest, ownCase: string): Candidate => ({
    ...found(shop, summary, id),
    variants: [[stepOf(first), stepOf(samples.roomy(shop.read, values))]],
    ownCase,
  });
  return [
    ...(remove === undefined
      ? []
      : [after('deleted between two calls', samples.roomy(remove, values), `${name}-deleted`)]),
    ...(update === undefined || hiddenWhen === null
      ? []
      : [
          after(
            'out of use between two calls',
            { ...samples.roomy(update, values), body: JSON.stringify(hiddenWhen) },
            `${name}-out-of-use`,
          ),
        ]),
  ];
}
