import type { Problem } from '../../problem.ts';
import type { Operation, Parameter, Violation } from '../contract.ts';
import type { OpenApi } from './open-api.ts';
import { missing } from './parameters.ts';
import { fixedQuery, namesIn } from './path-text.ts';

/** An operation with what it declares. */
export interface ReadParameters {
  readonly operation: Operation;
  /** All parameters, those among them that stand nowhere in the path. */
  readonly declared: () => readonly Parameter[];
}

/** The parameters that a request can have: what has no place in the path can't be sent, hence can't be asked for. */
export function parametersOf(path: string, declared: readonly Parameter[]): readonly Parameter[] {
  const names = namesIn(path);
  const fixed = fixedQuery(path);
  const isFixed = (one: Parameter) => one.in === 'query' && fixed.some(([name]) => name === one.name);
  const own = declared.filter((one) => (one.in === 'path' ? names.includes(one.name) : !isFixed(one)));
  return [...own, ...fixed.map(([name, value]) => fixedParameter(name, value))];
}

/** A parameter of the query that the path itself asks for, with the one value that it has. */
function fixedParameter(name: string, value: string): Parameter {
  const wrong = (text: string): Violation => ({
    kind: 'enum',
    at: name,
    field: name,
    in: 'query',
    message: `${name} must be equal to one of the allowed values`,
    details: { value: text, actual: 'string', allowed: value, reason: 'must be equal to one of the allowed values' },
  });
  return {
    name,
    in: 'query',
    required: true,
    schema: { type: 'string', enum: [value] },
    validate: (texts) =>
      texts.length === 0 ? [missing(name, 'query')] : texts.includes(value) ? [] : texts.map(wrong),
    validateQuery: null,
  };
}

/** Parameters of the path without a declaration, and the other way round. */
export function oddParameters(
  document: OpenApi,
  { operation, declared }: ReadParameters,
  pointer: string,
): readonly Problem[] {
  const { path, method } = operation;
  const names = namesIn(path);
  const own = declared().flatMap((one) => (one.in === 'path' ? [one.name] : []));
  const undeclared = (name: string) =>
    document.problem(
      'undeclared-path-parameter',
      `Failed to find the parameter "${name}" of "${method} ${path}": it isn't declared.`,
      `Add it to the operation's parameters: { name: ${name}, in: path, required: true, schema: … }.`,
      pointer,
    );
  const stray = (name: string) =>
    document.problem(
      'stray-path-parameter',
      `Failed to find the path parameter "${name}" in the path of "${method} ${path}": nobody can send it, so that it is ignored.`,
      `Write {${name}} into the path, correct the parameter's name, or remove it.`,
      pointer,
    );
  return [
    ...names.filter((name) => !own.includes(name)).map(undeclared),
    ...own.filter((name) => !names.includes(name)).map(stray),
  ];
}
