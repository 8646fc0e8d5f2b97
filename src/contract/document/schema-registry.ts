import type { Ajv2020 } from 'ajv/dist/2020.js';
import { type Problem, problemsOf } from '../../problem.ts';
import { createAjv } from './ajv.ts';
import { type Conversion, convertSchema } from './dialect.ts';
import { holdsImpossible, impossible } from './impossible.ts';
import { type Oddity, openedParts } from './oddities.ts';
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

interface Wish {
  readonly pointer: string;
  /** Whether it allows fields that it doesn't name, as a part of an `allOf` that contradicts itself. */
  readonly open: boolean;
}

/** The schemas of one direction, each converted once and registered under a key that references use. */
export interface SchemaRegistry {
  readonly ajv: Ajv2020;
  /** Key of the schema at a pointer. */
  register(pointer: string): string;
  get(key: string): RegisteredSchema | undefined;
  /** The schema and all that it leads to. */
  family(key: string): readonly RegisteredSchema[];
  /** What was read otherwise than it is written. */
  readonly odd: readonly Problem[];
}

interface Draft extends Wish {
  readonly key: string;
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
  const odd: Problem[] = [];

  function register({ pointer, open }: Wish): string {
    const name = `${open ? 'open ' : ''}${pointer}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = `schema-${keys.size + 1}.json`;
    keys.set(name, key);
    const draft: Draft = { key, pointer, open, made: new Map(), references: new Set(), problems: [], converted: true };
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
    draft.converted = convertSchema(value, pointer, {
      ...conversionFor(document, draft, register, odd),
      optional,
    });
    if (draft.made.size > mostParts) draft.problems.push(tooLarge(document, draft));
    else ajv.addSchema(typeof draft.converted === 'boolean' ? { allOf: [draft.converted] } : draft.converted, key);
  }

  function family(start: string): readonly Draft[] {
    const seen = new Set([start]);
    for (const key of seen) for (const next of drafts.get(key)?.references ?? []) seen.add(next);
    return [...seen].flatMap((key) => drafts.get(key) ?? []);
  }

  return { ajv, register: (pointer) => register({ pointer, open: false }), get: (key) => drafts.get(key), family, odd };
}

function conversionFor(
  document: OpenApi,
  draft: Draft,
  register: (wish: Wish) => string,
  odd: Problem[],
): Omit<Conversion, 'optional'> {
  const note = (pointer: string, { code, message, fix }: Oddity) =>
    odd.push(document.problem(code, message, fix, pointer));
  return {
    version: document.version(draft.pointer),
    open: draft.open,
    reference(pointer, open) {
      try {
        const key = register({ pointer: document.resolve(pointer).pointer, open });
        draft.references.add(key);
        return key;
      } catch (error) {
        const problems = problemsOf(error);
        if (problems.length === 0) throw error;
        draft.problems.push(...problems);
        return null;
      }
    },
    resolved: (pointer) => (document.references.bad.has(pointer) ? undefined : document.resolve(pointer)),
    invalid: (pointer, found) => draft.problems.push(notASchema(document, pointer, found)),
    made: (schema, pointer) => draft.made.set(schema, pointer),
    odd: note,
    combined(schema, pointer) {
      const found = impossible(schema, document.behind);
      if (found === null) return 'as-written';
      const at = join(pointer, 'allOf');
      if (found.kind === 'types' || found.kind === 'values') {
        draft.problems.push(contradictory(document, found.why, at));
        return 'as-written';
      }
      if (!holdsImpossible(schema, document.behind)) note(at, openedParts(found));
      return found.kind === 'fields' ? 'closed-together' : 'open';
    },
  };
}

function notASchema(document: OpenApi, pointer: string, found: unknown): Problem {
  const why = found === undefined ? 'nothing stands there' : `${JSON.stringify(found)} is no schema`;
  const fix = 'Write an object such as "type: string".';
  return document.problem('invalid-schema', `Failed to compile the schema: ${why}.`, fix, pointer);
}

function contradictory(document: OpenApi, why: string, pointer: string): Problem {
  const fix = 'Let the parts agree, or use "anyOf".';
  return document.problem('impossible-schema', `Failed to compile the schema: ${why}.`, fix, pointer);
}
