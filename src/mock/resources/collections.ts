import type { Contract, Operation } from '../../contract/contract.ts';
import type { ResourceCollection, ResourceOperations } from '../../contract/failure-layer.ts';

/** What an operation does with a collection. */
export interface CollectionUse {
  readonly collection: ResourceCollection;
  readonly role: keyof ResourceOperations;
  /** Whether ids stand as numbers in the items. */
  readonly numericIds: boolean;
}

const indexes = new WeakMap<Contract, ReadonlyMap<string, CollectionUse>>();

/** The collection that an operation reads or changes; undefined when its answers are only examples. */
export function collectionUse(contract: Contract, { id }: Operation): CollectionUse | undefined {
  const index = indexes.get(contract) ?? indexCollections(contract);
  indexes.set(contract, index);
  return index.get(id);
}

const roles = ['list', 'create', 'read', 'replace', 'update', 'delete'] as const;

function indexCollections(contract: Contract): ReadonlyMap<string, CollectionUse> {
  const uses = contract.layer.resources.flatMap((collection) => {
    const numericIds = hasNumericIds(contract, collection);
    return roles.flatMap((role) => {
      const operationId = collection.operations[role];
      return operationId === null ? [] : [[operationId, { collection, role, numericIds }] as const];
    });
  });
  return new Map(uses);
}

function hasNumericIds(contract: Contract, { seed, idProperty, idParameter, operations }: ResourceCollection): boolean {
  const [first] = seed;
  if (first !== undefined) return typeof first[idProperty] === 'number';
  const reader = contract.operation(operations.read ?? operations.replace ?? operations.delete ?? '');
  const parameter = reader?.parameters.find(({ name, in: place }) => place === 'path' && name === idParameter);
  const { type } = (parameter?.schema ?? {}) as { readonly type?: unknown };
  return type === 'integer' || type === 'number';
}
