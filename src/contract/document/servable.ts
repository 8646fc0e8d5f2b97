import type { Problem } from '../../problem.ts';
import type { Contract, Operation, Route } from '../contract.ts';
import type { ReadOperation } from './operations.ts';
import { type Exclusion, exclude, type ReadDocument } from './read-document.ts';
import { createRouter } from './routes.ts';
import { basePaths } from './servers.ts';

/** The part of a contract that says what can be served. */
export type Servable = Pick<Contract, 'operations' | 'excluded' | 'operation' | 'route' | 'checkAll'>;

/** The operations of a document, of which those that were not checked are when something first leads to them. */
export function createServable(read: ReadDocument, onExcluded: (problem: Problem) => void = () => {}): Servable {
  const bases = basePaths(read.document);
  const unchecked = new Map<Operation, ReadOperation>(read.unchecked.map((one) => [one.operation, one]));
  const excluded = read.excluded.map(plain);
  let operations = read.operations;
  let byId = indexed(operations);
  let router = createRouter(operations, bases);

  /** Whether an operation can be served; one that can't is left out. */
  function isSound(operation: Operation): boolean {
    const one = unchecked.get(operation);
    if (one === undefined) return true;
    unchecked.delete(operation);
    const { defects } = one.check();
    if (defects.length === 0) return true;
    leaveOut(operation, exclude(one, defects));
    return false;
  }

  function leaveOut(operation: Operation, exclusion: Exclusion): void {
    operations = operations.filter((other) => other !== operation);
    byId = indexed(operations);
    router = createRouter(operations, bases);
    excluded.push(plain(exclusion));
    onExcluded(exclusion.problem);
  }

  function route(method: string, path: string): Route {
    const found = router(method, path);
    if (unchecked.size === 0 || found.kind !== 'operation') return found;
    return [found.operation, ...(found.others ?? [])].every(isSound) ? found : route(method, path);
  }

  return {
    get operations() {
      return operations;
    },
    excluded,
    operation: (id) => byId.get(id),
    route,
    checkAll() {
      for (const operation of [...unchecked.keys()]) isSound(operation);
    },
  };
}

function indexed(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((operation) => [operation.id, operation]));
}

function plain({ id, method, path, problem }: Exclusion): Contract['excluded'][number] {
  return { id, method, path, problem };
}
