import type { Problem } from '../../problem.ts';
import type { Operation, Parameter } from '../contract.ts';
import { sampleOf } from '../sample-schema.ts';
import type { OpenApi } from './open-api.ts';
import { differsBehindPath, fixedQuery, namesIn } from './path-text.ts';

/** An operation whose path is that of another one. */
export interface Twin {
  readonly method: string;
  readonly path: string;
  readonly listed: string;
  readonly operation: Operation;
}

/** Whether a request can show which of two is meant: by what stands behind the path, or by what the path's parameters accept. */
export function isToldApart(one: Twin, other: Twin, document: OpenApi): boolean {
  return (
    differsBehindPath(one.path, other.path) || (one.path !== other.path && differsByParameters(one, other, document))
  );
}

function differsByParameters(one: Twin, other: Twin, { root }: OpenApi): boolean {
  const names = namesIn(other.path);
  const pairs = namesIn(one.path).map((name, at) => [parameterOf(one, name), parameterOf(other, names[at])] as const);
  const refuses = (judge: Parameter, { schema }: Parameter) =>
    judge.validate([String(sampleOf(schema, root))]).length > 0;
  return pairs.some(([a, b]) => a !== undefined && b !== undefined && (refuses(a, b) || refuses(b, a)));
}

function parameterOf({ operation }: Twin, name: string | undefined): Parameter | undefined {
  return operation.parameters.find((one) => one.in === 'path' && one.name === name);
}

/** Two that match the same requests. */
export function samePath(document: OpenApi, one: Twin, twin: Twin): Problem {
  const { line } = document.source.place(twin.listed);
  return document.problem(
    'duplicate-path',
    `Failed to tell "${one.method} ${one.path}" from "${twin.method} ${twin.path}" in line ${line}: both match the same requests.`,
    'Remove one of the two.',
    one.listed,
  );
}

/** Two that a request tells apart though their paths don't. */
export function variant(document: OpenApi, one: Twin, twin: Twin): Problem {
  const { line } = document.source.place(twin.listed);
  const [what, code, fix] = difference(one, twin);
  return document.problem(
    code,
    `"${one.method} ${one.path}" and "${twin.path}" in line ${line} differ by ${what}. Which is meant is told by the parameters and the body that each asks for.`,
    fix,
    one.listed,
  );
}

function difference(one: Twin, twin: Twin): readonly [what: string, code: string, fix: string] {
  const fix = 'Describe both in one operation, whose body says "oneOf".';
  if (!differsBehindPath(one.path, twin.path)) {
    const other = 'Describe both in one operation, whose parameter says "anyOf".';
    return ["a parameter's name alone, which no request carries", 'names-in-path', other];
  }
  const asParameter = 'Describe both in one operation, with the query as a parameter.';
  return [one, twin].some(({ path }) => fixedQuery(path).length > 0)
    ? ['the query behind "?", which is no part of a path in OpenAPI', 'query-in-path', asParameter]
    : ['what follows "#", which no request carries', 'fragment-in-path', fix];
}
