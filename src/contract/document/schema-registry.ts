import type { Ajv2020 } from 'ajv/dist/2020.js';
import { type Problem, problemsOf } from '../../problem.ts';
import { createAjv } from './ajv.ts';
import { type Conversion, convertSchema } from './dialect.ts';
import { impossible } from './impossible.ts';
import type { OpenApi } from './open-api.ts';
import { join } from './pointer.ts';

/** One schema of a document as Ajv knows it. */
export interface RegisteredSchema {
  readonly key: string;
  readonly pointer: string;
  /** Every schema object that was made for it, and where it came from. */
  readonly made: ReadonlyMap<object, string>;
  readonly references: ReadonlySet<string>;
  readonly problems: Problem[];
  readonly converted: boolean | object;
}

/** The schemas of one direction, each converted once and registered under a key that references use. */
export interface SchemaRegistry {
  readonly ajv: Ajv2020;
  /** Key of the schema at a pointer. */
  register(pointer: string): string;
  get(key: string): RegisteredSchema | undefined;
  /** The schema and all that it leads to. */
  family(key: string): readonly RegisteredSchema[];
}

interface Draft {
  readonly key: string;
  readonly pointer: string;
  readonly made: Map<object, string>;
  readonly references: Set<string>;
  readonly problems: Problem[];
  converted: boolean | object;
}

/** One schema with more of them takes Ajv minutes and gigabytes. */
const mostParts = 20_000;

function tooLarge(document: OpenApi, { pointer, made }: Draft): Problem {
  const why = `Failed to compile the schema: it has ${made.size} parts, more than ${mostParts}.`;
  return document.problem(
    'schema-too-large',
    why,
    'Split it, or describe its fields by "additionalProperties".',
    pointer,
  );
}

/** Nothing is registered before it is asked for, or referred to by what was. */
export function createRegistry(document: OpenApi, optional: Conversion['optional']): SchemaRegistry {
  const ajv = createAjv();
  const keys = new Map<string, string>();
  const drafts = new Map<string, Draft>();
  const waiting: string[] = [];

  function register(pointer: string): string {
    const known = keys.get(pointer);
    if (known !== undefined) return known;
    const key = `schema-${keys.size + 1}.json`;
    keys.set(pointer, key);
    const draft: Draft = { key, pointer, made: new Map(), references: new Set(), problems: [], converted: true };
    drafts.set(key, draft);
    waiting.push(key);
    if (waiting.length === 1) convertWaiting();
    return key;
  }

  /** One after the other: those that refer to each other would fill the stack. */
  function convertWaiting(): void {
    for (const key of waiting) {
      const draft = drafts.get(key);
      if (draft !== undefined) convert(draft, key);
    }
    waiting.length = 0;
  }

  function convert(draft: Draft, key: string): void {
    const { pointer } = draft;
    const { value } = document.resolve(pointer);
    draft.converted = convertSchema(value, pointer, conversionFor(document, draft, register, optional));
    if (draft.made.size > mostParts) draft.problems.push(tooLarge(document, draft));
    else ajv.addSchema(typeof draft.converted === 'boolean' ? { allOf: [draft.converted] } : draft.converted, key);
  }

  function family(start: string): readonly Draft[] {
    const seen = new Set([start]);
    for (const key of seen) for (const next of drafts.get(key)?.references ?? []) seen.add(next);
    return [...seen].flatMap((key) => drafts.get(key) ?? []);
  }

  return { ajv, register, get: (key) => drafts.get(key), family };
}

function conversionFor(
  document: OpenApi,
  draft: Draft,
  register: (pointer: string) => string,
  optional: Conversion['optional'],
): Conversion {
  return {
    version: document.version(draft.pointer),
    optional,
    reference(pointer) {
      try {
        const key = register(document.resolve(pointer).pointer);
        draft.references.add(key);
        return key;
      } catch (error) {
        const problems = problemsOf(error);
        if (problems.length === 0) throw error;
        draft.problems.push(...problems);
        return null;
      }
    },
    resolved: (pointer) => (document.references.bad.has(pointer) ? undefined : document.resolve(pointer).value),
    invalid: (pointer, found) => draft.problems.push(notASchema(document, pointer, found)),
    made: (schema, pointer) => draft.made.set(schema, pointer),
    combined: (schema, pointer) => draft.problems.push(...contradictions(document, schema, pointer)),
  };
}

function notASchema(document: OpenApi, pointer: string, found: unknown): Problem {
  const why = found === undefined ? 'nothing stands there' : `${JSON.stringify(found)} is no schema`;
  const fix = 'Write an object such as "type: string".';
  return document.problem('invalid-schema', `Failed to compile the schema: ${why}.`, fix, pointer);
}

function contradictions(document: OpenApi, schema: Readonly<Record<string, unknown>>, pointer: string) {
  const why = impossible(schema, document.behind);
  if (why === null) return [];
  const fix = 'Let the parts agree, or use "anyOf".';
  return [document.problem('impossible-schema', `Failed to compile the schema: ${why}.`, fix, join(pointer, 'allOf'))];
}
