import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { type Problem, throwProblems } from '../../problem.ts';
import type { Violation } from '../contract.ts';
import { createAjv } from './ajv.ts';
import { collectSchemas, type Judge } from './choices.ts';
import type { Conversion } from './dialect.ts';
import type { OpenApi } from './open-api.ts';
import { createRegistry, type RegisteredSchema } from './schema-registry.ts';
import { type Subject, toViolations } from './violations.ts';

export type Direction = 'request' | 'response';
export type Validate = (value: unknown) => readonly Violation[];

/** The schemas of a document, each converted and compiled once, by where it stands. */
export interface Schemas {
  /** Throws every problem of the schema and of those it refers to. */
  compile(pointer: string, direction: Direction, subject: Subject): Validate;
  /** What was read otherwise than it is written, in what was compiled so far. */
  readonly odd: readonly Problem[];
}

/** Nothing is compiled before it is asked for. */
export function createSchemas(document: OpenApi): Schemas {
  const compilers = { request: createCompiler(document, 'readOnly'), response: createCompiler(document, 'writeOnly') };
  return {
    get odd() {
      return [...compilers.request.odd, ...compilers.response.odd];
    },
    compile(pointer, direction, subject) {
      const { judge, compile } = compilers[direction];
      const validate = compile(pointer);
      return (value) => (validate(value) ? [] : toViolations(validate.errors as ErrorObject[], subject, judge));
    },
  };
}

function createCompiler(document: OpenApi, optional: Conversion['optional']) {
  const registry = createRegistry(document, optional);
  const compiled = new Map<string, ValidateFunction>();
  const sets = new WeakMap<object, ReadonlySet<unknown>>();
  const judge: Judge = {
    ajv: registry.ajv,
    reachable(schema) {
      const known = sets.get(schema as object);
      const found = known ?? collectSchemas(schema, (key) => registry.get(key)?.converted);
      sets.set(schema as object, found);
      return found;
    },
  };

  function build(pointer: string): ValidateFunction {
    const key = registry.register(pointer);
    const members = registry.family(key);
    throwAll(members);
    checkSize(document, pointer, members);
    try {
      compileApart(registry.ajv, members);
      return registry.ajv.getSchema(key) as ValidateFunction;
    } catch (cause) {
      if (cause instanceof RangeError) throw tooDeep(document, members, pointer);
      for (const member of members) member.problems.push(...compileProblems(document, member));
      throwAll(members);
      throw uncompiled(document, pointer, cause);
    }
  }

  function compile(start: string): ValidateFunction {
    const { pointer } = document.resolve(start);
    const validate = compiled.get(pointer) ?? build(pointer);
    compiled.set(pointer, validate);
    return validate;
  }

  return { judge, compile, odd: registry.odd };
}

/** Up to here Ajv's own way, one schema inside of the other, is far from filling the stack. */
const fewMembers = 50;

/**
 * Compiles the schemas of a large family one after the other. What Ajv believes to be compiling it refers to by name and
 * doesn't compile inside; without that, some three hundred schemas that refer to each other in a row fill the stack.
 */
function compileApart(ajv: Ajv2020, members: readonly RegisteredSchema[]): void {
  if (members.length <= fewMembers) return;
  const open = members.flatMap(({ key }) => {
    const env = ajv.schemas[key];
    return env === undefined || env.validate !== undefined ? [] : [{ key, env }];
  });
  for (const { env } of open) ajv._compilations.add(env);
  try {
    for (const { key, env } of open) {
      ajv._compilations.delete(env);
      ajv.getSchema(key);
    }
  } finally {
    for (const { env } of open) ajv._compilations.delete(env);
  }
}

/** More of them take Ajv half a minute. */
const mostParts = 50_000;

function checkSize(document: OpenApi, pointer: string, members: readonly RegisteredSchema[]): void {
  const parts = members.reduce((sum, { made }) => sum + made.size, 0);
  if (parts <= mostParts) return;
  const why = `Failed to compile the schema: with what it refers to it has ${parts} parts, more than ${mostParts}.`;
  throw document.problem('schema-too-large', why, 'Let fewer schemas refer to each other.', pointer);
}

/** Noted with each of them, so that none is tried again: every try takes as long until the stack is full. */
function tooDeep(document: OpenApi, members: readonly RegisteredSchema[], pointer: string): Problem {
  const why = 'Failed to compile the schema: too many schemas refer to each other one after the other.';
  const problem = document.problem('schema-too-large', why, 'Let fewer schemas refer to each other.', pointer);
  for (const member of members) member.problems.push(problem);
  return problem;
}

function throwAll(members: readonly RegisteredSchema[]): void {
  throwProblems([...new Set(members.flatMap(({ problems }) => problems))]);
}

function uncompiled(document: OpenApi, pointer: string, cause: unknown): Problem {
  const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
  const fix = 'Correct the schema; it must be valid JSON Schema.';
  return document.problem('invalid-schema', `Failed to compile the schema: ${why}.`, fix, pointer);
}

/** Ajv doesn't say where a schema is wrong, so each is tried alone, inner ones first, without its references. */
function compileProblems(document: OpenApi, { made }: RegisteredSchema): readonly Problem[] {
  const bad: string[] = [];
  const problems: Problem[] = [];
  const ajv = createAjv();
  for (const [schema, pointer] of made) {
    if (bad.some((inner) => inner.startsWith(pointer))) continue;
    try {
      ajv.compile(withoutReferences(schema) as object);
    } catch (cause) {
      bad.push(pointer);
      problems.push(uncompiled(document, pointer, cause));
    }
  }
  return problems;
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, child]) => key !== '$ref' || typeof child !== 'string');
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutReferences(child)]));
}
