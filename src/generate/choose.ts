import type { Contract } from '../contract/contract.ts';
import { Problem, throwProblems } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** Which operations to speak of: by id, or by method and path, and by tag. */
export interface Choice {
  readonly operation?: readonly string[] | undefined;
  readonly tag?: readonly string[] | undefined;
}

/** Ids of the operations that are meant; null: all. Throws for every name that leads to none. */
export function chooseOperations(contract: Contract, { operation, tag }: Choice): ReadonlySet<string> | null {
  if (operation === undefined && tag === undefined) return null;
  const { operations } = contract;
  const tags = [...new Set(operations.flatMap((one) => one.tags))];
  const isNamed = (name: string) => operations.some(({ id, method, path }) => [id, `${method} ${path}`].includes(name));
  throwProblems([
    ...(operation ?? [])
      .filter((name) => !isNamed(name))
      .map((name) =>
        unknown(
          'operation',
          name,
          operations.map(({ id }) => id),
        ),
      ),
    ...(tag ?? []).filter((name) => !tags.includes(name)).map((name) => unknown('tag', name, tags)),
  ]);
  const chosen = operations.filter(
    ({ id, method, path, tags: own }) =>
      operation?.some((name) => [id, `${method} ${path}`].includes(name)) || tag?.some((name) => own.includes(name)),
  );
  return new Set(chosen.map(({ id }) => id));
}

function unknown(what: string, name: string, names: readonly string[]): Problem {
  const some =
    names.length > 20
      ? `one of the ${names.length} that the document has`
      : `one of: ${names.join(', ') || 'none is there'}`;
  return new Problem(
    `unknown-${what}`,
    `Failed to find ${what} "${name}": the contract has no such ${what}.${suggest(name, names)}`,
    `Use ${some}.`,
  );
}
