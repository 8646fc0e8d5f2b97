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
  const excluded = createExclusions(read.excluded, bases);
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
    excluded.add(exclusion);
    onExcluded(exclusion.problem);
  }

  function route(method: string, path: string): Route {
    const found = router(method, path);
    if (found.kind !== 'operation') return excluded.at(method, path, found);
    if (unchecked.size === 0) return found;
    return [found.operation, ...(found.others ?? [])].every(isSound) ? found : route(method, path);
  }

  return {
    get operations() {
      return operations;
    },
    excluded: excluded.list,
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

/** What is left out, and the way to it. */
function createExclusions(first: readonly Exclusion[], bases: readonly string[]) {
  const exclusions = [...first];
  const list = exclusions.map(plain);
  const router = () =>
    createRouter(
      exclusions.map(({ operation }) => operation),
      bases,
    );
  let route = router();
  return {
    list,
    add(exclusion: Exclusion): void {
      exclusions.push(exclusion);
      list.push(plain(exclusion));
      route = router();
    },
    /** What a request leads to for which no operation was found that is served. */
    at(method: string, path: string, served: Route): Route {
      if (exclusions.length === 0) return served;
      const found = route(method, path);
      if (found.kind === 'operation') {
        const exclusion = list[exclusions.findIndex(({ operation }) => operation === found.operation)];
        return exclusion === undefined ? served : { kind: 'left-out', exclusion };
      }
      return found.kind === 'method-not-allowed' ? withAllowed(served, found.allow) : served;
    },
  };
}

/** The API has the methods of what is left out all the same. */
function withAllowed(served: Route, allow: readonly string[]): Route {
  const others = served.kind === 'method-not-allowed' ? served.allow : [];
  return { kind: 'method-not-allowed', allow: [...new Set([...others, ...allow])] };
}

function plain({ id, method, path, problem }: Exclusion): Contract['excluded'][number] {
  return { id, method, path, problem };
}
