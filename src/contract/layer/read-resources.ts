import type { Place } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import { declaredResponse, type Operation } from '../contract.ts';
import { join } from '../document/pointer.ts';
import type { CredentialPolicy, ResourceCollection, ResourceOperations } from '../failure-layer.ts';
import { seedOf } from '../infer/seed.ts';
import { type LayerContext, layerProblem, refusal } from './layer-context.ts';
import { failuresSchema } from './layer-shape.ts';
import { findOperation } from './matches.ts';
import type { RawLayer, RawResource } from './raw-layer.ts';

type PlaceOf = (pointer: string) => Place;
type Role = keyof ResourceOperations;

const roles: readonly Role[] = ['list', 'create', 'read', 'replace', 'update', 'delete'];

const noOperations: ResourceOperations = {
  list: null,
  create: null,
  read: null,
  replace: null,
  update: null,
  delete: null,
};
const withoutOptions = {
  idsParameter: null,
  tenantProperty: null,
  itemsProperty: null,
  createdAtProperty: null,
  hiddenWhen: null,
  pagination: null,
};

/** The stored collections, with their first items held against what the document promises of them. */
export function readResources(
  context: LayerContext,
  raw: RawLayer['resources'],
  place: PlaceOf,
  credentials: ReadonlyMap<string, CredentialPolicy>,
): readonly ResourceCollection[] {
  const collections = Object.entries(raw).map(([name, one]) =>
    readCollection(context, name, one, (pointer) => place(join('/resources', name) + pointer)),
  );
  for (const policy of credentials.values()) planTenantRefusal(context, collections, place, policy);
  return collections;
}

/** What a credential of one tenant gets where it writes for another: only operations that store items can answer so. */
function planTenantRefusal(
  { operations, answers }: LayerContext,
  collections: readonly ResourceCollection[],
  place: PlaceOf,
  { scheme, known, tenant }: CredentialPolicy,
): void {
  if (![...known.values()].some((credential) => credential.tenant !== null)) return;
  const owned = collections.filter(({ tenantProperty }) => tenantProperty !== null);
  const writers = owned.flatMap(({ operations: { create, replace, update } }) => [create, replace, update]);
  const hit = operations.filter(
    ({ id, security }) => writers.includes(id) && security.flat().some((need) => need.scheme === scheme),
  );
  const what = `the refusal "tenant" of the scheme "${scheme}"`;
  const at = join('/credentials', scheme);
  answers.push({ what, operations: hit, answer: tenant, place: (pointer) => place(at + pointer), pointer: '/tenant' });
}

function readCollection(context: LayerContext, name: string, raw: RawResource, place: PlaceOf): ResourceCollection {
  const found = new Map<Role, Operation>();
  for (const role of roles) {
    const id = raw.operations[role];
    const operation = id === undefined ? null : findOperation(context, id, place(`/operations/${role}`));
    if (operation !== null) found.set(role, operation);
  }
  const plain = {
    ...withoutOptions,
    ...raw,
    name,
    operations: { ...noOperations, ...Object.fromEntries([...found].map(([role, { id }]) => [role, id])) },
    notFound: refusal(raw.notFound, failuresSchema.$defs.resource.properties.notFound.default, [404, 410, 403]),
  };
  const collection = withSeed(context, plain, found);
  if (!context.isWritten(join('/resources', name))) return collection;
  checkParameters(context, collection, found, place);
  if (raw.seed !== undefined) checkSeed(context, collection, found.get('read'), place);
  const byId = (['read', 'update', 'delete'] as const).flatMap((role) => found.get(role) ?? []);
  const what = `the refusal "notFound" of the collection "${name}"`;
  context.answers.push({ what, operations: byId, answer: collection.notFound, place, pointer: '/notFound' });
  return collection;
}

/**
 * The collection with its first items. Those that nobody wrote are looked for when they are first asked for: a large
 * document has hundreds of collections.
 */
function withSeed(
  { document }: LayerContext,
  collection: Omit<ResourceCollection, 'seed' | 'showsExamples'> & { readonly seed?: ResourceCollection['seed'] },
  found: ReadonlyMap<Role, Operation>,
): ResourceCollection {
  let { seed } = collection;
  return {
    ...collection,
    showsExamples: collection.seed === undefined,
    get seed() {
      seed ??= seedOf(document, collection, found);
      return seed;
    },
  };
}

function checkParameters(
  { findings }: LayerContext,
  { name, idParameter, idsParameter, pagination }: ResourceCollection,
  found: ReadonlyMap<Role, Operation>,
  place: PlaceOf,
): void {
  const wanted: [string | null, 'path' | 'query', readonly Role[], string][] = [
    [idParameter, 'path', ['read', 'replace', 'update', 'delete'], '/idParameter'],
    [idsParameter, 'query', ['list'], '/idsParameter'],
    [pagination?.limitParameter ?? null, 'query', ['list'], '/pagination/limitParameter'],
    [pagination?.cursorParameter ?? null, 'query', ['list'], '/pagination/cursorParameter'],
  ];
  for (const [parameter, where, of, pointer] of wanted) {
    const all = parameter === null ? [] : of.flatMap((role) => found.get(role) ?? []);
    // `PUT /things` names the item in its body.
    const operations = all.filter((one) => one !== found.get('replace') || one.path.endsWith('}'));
    const known = (operation: Operation) =>
      operation.parameters.filter((one) => one.in === where).map((one) => one.name);
    const lacking = operations.find((operation) => !known(operation).includes(String(parameter)));
    if (lacking === undefined) continue;
    const why = `Failed to read the collection "${name}": ${lacking.id} has no ${where} parameter "${parameter}".`;
    const names = known(lacking);
    const fix = `Use one of: ${names.join(', ') || '(it has none)'}.${suggest(String(parameter), names)}`;
    findings.add(layerProblem('unknown-parameter', why, fix, place(pointer)));
  }
}

function checkSeed(
  context: LayerContext,
  collection: ResourceCollection,
  read: Operation | undefined,
  place: PlaceOf,
): void {
  const { name, seed } = collection;
  const ids = checkIds(context, collection, place);
  for (const [index, item] of seed.entries()) {
    if (read !== undefined) checkItem(context, name, item, read, (pointer) => place(join('/seed', index) + pointer));
  }
  for (const id of Object.keys(collection.visibleAfterMs)) {
    if (ids.has(id)) continue;
    const why = `Failed to read the collection "${name}": no item has the id "${id}".`;
    const fix = `Add it to "seed", or correct it.${suggest(id, ids)}`;
    context.findings.add(layerProblem('unknown-id', why, fix, place(join('/visibleAfterMs', id))));
  }
}

function checkIds({ findings }: LayerContext, { name, seed, idProperty }: ResourceCollection, place: PlaceOf) {
  const ids = new Set<string>();
  for (const [index, item] of seed.entries()) {
    const id = item[idProperty];
    const at = place(join('/seed', index));
    if (typeof id !== 'string' && typeof id !== 'number') {
      const why = `Failed to read the collection "${name}": an item has no id in "${idProperty}".`;
      findings.add(layerProblem('missing-id', why, `Add "${idProperty}" to the item.`, at));
    } else if (ids.has(String(id))) {
      const why = `Failed to read the collection "${name}": two items have the id "${id}".`;
      findings.add(layerProblem('duplicate-id', why, 'Give each item an id of its own.', at));
    } else {
      ids.add(String(id));
    }
  }
  return ids;
}

function checkItem({ findings }: LayerContext, name: string, item: unknown, read: Operation, place: PlaceOf): void {
  const contents = [...(declaredResponse(read, 200)?.content ?? [])].filter(([mediaType]) =>
    mediaType.includes('json'),
  );
  for (const violation of contents[0]?.[1].validate(item) ?? []) {
    const why = `Failed to read the collection "${name}": its item breaks the schema of ${read.id}'s 200: ${violation.message}.`;
    findings.add(layerProblem('item-breaks-schema', why, 'Correct the item or the schema.', place(violation.at)));
  }
}
