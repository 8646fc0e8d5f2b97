import type { ErrorObject, ValidateFunction } from 'ajv';

/** What is needed to look at the branches of `anyOf` and `oneOf` one by one. */
export interface Judge {
  readonly ajv: { compile(schema: object): ValidateFunction };
  /** Every schema object within a schema, also behind references. */
  reachable(schema: unknown): ReadonlySet<unknown>;
}

const choice = new Set(['anyOf', 'oneOf']);

/**
 * Replaces what every branch of a failed choice complains about by what helps: the errors of the branch that was
 * most likely meant, or one error for all.
 */
export function settleChoices(errors: readonly ErrorObject[], judge: Judge): readonly ErrorObject[] {
  let settled: readonly ErrorObject[] = errors;
  // Outer choices stand behind the errors of their branches.
  for (let at = errors.length - 1; at >= 0; at -= 1) {
    const error = errors[at];
    if (error === undefined || !choice.has(error.keyword) || !settled.includes(error)) continue;
    const noise = judge.reachable(error.schema);
    const index = settled.indexOf(error);
    const before = settled.slice(0, index).filter((other) => !isNoise(other, error, noise));
    settled = [...before, ...chosen(error, judge), ...settled.slice(index + 1)];
  }
  return settled;
}

function isNoise(other: ErrorObject, error: ErrorObject, noise: ReadonlySet<unknown>): boolean {
  return noise.has(other.parentSchema) && other.instancePath.startsWith(error.instancePath);
}

function chosen(error: ErrorObject, judge: Judge): readonly ErrorObject[] {
  const branches = (error.schema as readonly unknown[]).map((branch) => errorsOf(branch, error, judge));
  if (branches.some((errors) => errors.length === 0)) return [error];
  const likely = branches.filter((errors) => !errors.every((one) => isWrongType(one, error)));
  if (likely.length === 0) return [wrongTypeOfAll(error, branches.flat())];
  const meant = likely.filter((errors) => !errors.some(({ keyword }) => keyword === 'const'));
  const candidates = meant.length > 0 ? meant : likely;
  const fewest = Math.min(...candidates.map((errors) => errors.length));
  const [best, ...others] = candidates.filter((errors) => errors.length === fewest);
  if (best !== undefined && others.length === 0) return best;
  return [wrongConstantOfAll(likely) ?? error];
}

function errorsOf(branch: unknown, error: ErrorObject, judge: Judge): readonly ErrorObject[] {
  if (typeof branch !== 'object' || branch === null) return branch === true ? [] : [error];
  const validate = judge.ajv.compile(branch);
  if (validate(error.data)) return [];
  const own = (validate.errors ?? []).map((one) => ({ ...one, instancePath: error.instancePath + one.instancePath }));
  return settleChoices(own, judge);
}

function isWrongType(one: ErrorObject, around: ErrorObject): boolean {
  return one.keyword === 'type' && one.instancePath === around.instancePath;
}

/** When every branch asks for another constant in the same place, one error lists them all. */
function wrongConstantOfAll(branches: readonly (readonly ErrorObject[])[]): ErrorObject | null {
  const constants = branches.map((errors) => errors.find(({ keyword }) => keyword === 'const'));
  const [first] = constants;
  if (first === undefined || constants.some((one) => one?.instancePath !== first.instancePath)) return null;
  const allowedValues = constants.map((one) => one?.params['allowedValue'] as unknown);
  return {
    ...first,
    keyword: 'enum',
    params: { allowedValues },
    message: 'must be equal to one of the allowed values',
  };
}

function wrongTypeOfAll(error: ErrorObject, errors: readonly ErrorObject[]): ErrorObject {
  const types = [...new Set(errors.flatMap(({ params }) => params['type'] as string | readonly string[]))];
  const message = `must be ${types.join(' or ')}`;
  return { ...error, keyword: 'type', params: { type: types }, message };
}

/** Every schema object within a schema, also behind references; `resolve` says what a `$ref` stands for. */
export function collectSchemas(
  schema: unknown,
  resolve: (reference: string) => unknown,
  found = new Set<unknown>(),
): ReadonlySet<unknown> {
  if (typeof schema !== 'object' || schema === null || found.has(schema)) return found;
  found.add(schema);
  for (const [key, child] of Object.entries(schema)) {
    collectSchemas(key === '$ref' ? resolve(String(child)) : child, resolve, found);
  }
  return found;
}
