import type { Contract, Operation } from '../contract/contract.ts';
import { onceFor } from '../once-for.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** The operation of that id; a Problem with a suggestion when there is none. */
export function operationOf(contract: Contract, target: string): Operation {
  const [method = '', path] = target.split(' ');
  const found = path === undefined ? contract.operation(target) : routed(contract, method, path);
  if (found !== null && found !== undefined) return found;
  const leftOut = contract.excluded.find(({ id, method, path }) => target === id || target === `${method} ${path}`);
  if (leftOut !== undefined) throw excludedOperation(target, leftOut);
  const ids = contract.operations.map(({ id }) => id);
  throw new Problem(
    'unknown-operation',
    `Failed to find operation "${target}": the contract has no such operation.${suggest(target, ids)}`,
    `Use one of: ${ids.join(', ')}; or a method and a path that leads to one.`,
  );
}

/** It is there, but defects of the document keep it from being served: another name would be no help. */
function excludedOperation(target: string, { problem }: Contract['excluded'][number]): Problem {
  const why = problem.message.replace(/\.$/, '');
  return new Problem('excluded-operation', `Failed to call operation "${target}": ${why}.`, problem.fix);
}

/** The operation's path as steps write it, which have no blank within a path. */
export function templateOf({ path }: Operation): string {
  return path.replaceAll(' ', '%20');
}

/** Operations by method and template. A contract that leaves one out has another list. */
const templatesOf = onceFor((operations: readonly Operation[]): ReadonlyMap<string, Operation> => {
  const entries = operations.map((one) => [`${one.method} ${templateOf(one)}`, one] as const);
  return new Map(entries.toReversed());
});

/** The operation that a method and a template, or a path, lead to. */
export function routed(contract: Contract, method: string, target: string): Operation | null {
  const [path = ''] = target.split('?');
  const templates = templatesOf(contract.operations);
  const template = templates.get(`${method} ${target}`) ?? templates.get(`${method} ${path}`);
  if (template !== undefined) return template;
  const route = contract.route(method, path);
  return route.kind === 'operation' ? route.operation : null;
}
