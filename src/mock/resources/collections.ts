import { type BodyContent, type Contract, declaredResponse, type Operation } from '../../contract/contract.ts';
import type { ResourceCollection, ResourceOperations } from '../../contract/failure-layer.ts';
import { itemPlaceOf, propertiesOf, successStatus } from '../../contract/index.ts';
import { onceFor } from '../../once-for.ts';
import { type NextPage, nextPageOf } from './next-page.ts';
import { defaultsOf } from './values.ts';

/** What an operation does with a collection. */
export interface CollectionUse {
  readonly collection: ResourceCollection;
  readonly role: keyof ResourceOperations;
  /** Whether ids stand as numbers in the items. */
  readonly numericIds: boolean;
  /** Schema of the ids. */
  readonly idSchema: unknown;
  /** What the success holds; null: no body. */
  readonly content: BodyContent | null;
  /** Property of the success that holds the item; null: it is the item. */
  readonly itemProperty: string | null;
  /** What the document presets in an item that is new, and in one that takes the place of another. */
  readonly presets: { readonly created: Item; readonly replaced: Item };
  /** How a page of the list names the next one; null: it doesn't. */
  readonly nextPage: NextPage | null;
}

type Item = Readonly<Record<string, unknown>>;

/** What a use is read from when its operation is first called. */
interface Entry extends Pick<CollectionUse, 'collection' | 'role'> {
  use: CollectionUse | null;
}

/** The collection that an operation reads or changes; undefined when its answers are only examples. */
export function collectionUse(contract: Contract, operation: Operation): CollectionUse | undefined {
  const entry = indexOf(contract).get(operation.id);
  if (entry === undefined) return undefined;
  entry.use ??= readUse(contract, operation, entry);
  return entry.use;
}

const roles = ['list', 'create', 'read', 'replace', 'update', 'delete'] as const;

const indexOf = onceFor((contract: Contract): ReadonlyMap<string, Entry> => {
  const entries = contract.layer.resources.flatMap((collection) =>
    roles.flatMap((role) => {
      const operationId = collection.operations[role];
      return operationId === null ? [] : [[operationId, { collection, role, use: null }] as const];
    }),
  );
  return new Map<string, Entry>(entries);
});

function readUse(
  contract: Contract,
  operation: Operation,
  { collection, role }: Pick<CollectionUse, 'collection' | 'role'>,
): CollectionUse {
  const { document } = contract;
  const content = successOf(operation);
  const place = content === null ? null : itemPlaceOf(content.schema, collection.idProperty, document);
  const next = collection.pagination?.nextProperty ?? null;
  const reader = contract.operation(collection.operations.read ?? collection.operations.create ?? '');
  const readContent = reader === undefined ? null : successOf(reader);
  return {
    collection,
    role,
    content,
    itemProperty: place?.property ?? null,
    idSchema: idSchemaOf(contract, collection, readContent),
    numericIds: hasNumericIds(contract, collection),
    presets: { created: presetsOf(operation, 201), replaced: presetsOf(operation, 200) },
    nextPage: role !== 'list' || next === null ? null : nextPageOf(content, next, document),
  };
}

function presetsOf(operation: Operation, status: number): Item {
  const [content] = declaredResponse(operation, status)?.content.values() ?? [];
  return defaultsOf(content?.schema);
}

function successOf(operation: Operation): BodyContent | null {
  const success = successStatus(operation.responses.map(({ status }) => status));
  const first = operation.responses.find(({ status }) => status === success);
  return [...(first?.content ?? [])].find(([type]) => /json|\*/.test(type))?.[1] ?? null;
}

function idSchemaOf(contract: Contract, collection: ResourceCollection, content: BodyContent | null): unknown {
  const { document } = contract;
  const { idProperty } = collection;
  const place = content === null ? null : itemPlaceOf(content.schema, idProperty, document);
  if (content !== null && place !== null) {
    const own = propertiesOf(content.schema, document);
    const item = place.property === null ? own : propertiesOf(own.get(place.property), document);
    return item.get(idProperty);
  }
  return idParameterOf(contract, collection)?.schema;
}

function idParameterOf(contract: Contract, { idParameter, operations }: ResourceCollection) {
  const reader = contract.operation(operations.read ?? operations.replace ?? operations.delete ?? '');
  return reader?.parameters.find(({ name, in: place }) => place === 'path' && name === idParameter);
}

function hasNumericIds(contract: Contract, collection: ResourceCollection): boolean {
  const [first] = collection.seed;
  if (first !== undefined) return typeof first[collection.idProperty] === 'number';
  const { type } = (idParameterOf(contract, collection)?.schema ?? {}) as { readonly type?: unknown };
  return type === 'integer' || type === 'number';
}
