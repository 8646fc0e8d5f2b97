import { Problem } from '../../problem.ts';
import type { ExcludedOperation, Operation } from '../contract.ts';
import { createFindings } from './findings.ts';
import { type OpenApi, openDocument } from './open-api.ts';
import { type ReadOperation, readOperations } from './operations.ts';
import { isRecord, join } from './pointer.ts';
import { createSchemas, type Schemas } from './schemas.ts';
import type { Source } from './source.ts';
import { createSuspects, type Suspects } from './suspects.ts';

/** A document with its operations and everything that is wrong with it. */
export interface ReadDocument {
  readonly document: OpenApi;
  readonly title: string;
  readonly version: string;
  /** Those that can be served, as far as they were checked. */
  readonly operations: readonly Operation[];
  /** Those, and the broken ones as far as they could be read. */
  readonly all: readonly Operation[];
  readonly sites: readonly ReadOperation[];
  /** Those among the operations that were not checked yet. */
  readonly unchecked: readonly ReadOperation[];
  readonly excluded: readonly Exclusion[];
  /** Every defect of the document, those of excluded operations among them. */
  readonly defects: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** An operation that is left out, and where it stands. */
export interface Exclusion extends ExcludedOperation {
  readonly operation: Operation;
  readonly pointer: string;
}

export interface ReadOptions {
  /**
   * Checks every operation. Otherwise only those that look as if they had a defect, where there are too many to compile
   * them all beforehand. Default: by their number.
   */
  readonly whole?: boolean | undefined;
}

/** Up to here compiling all schemas takes a moment. */
const few = { operations: 200, characters: 512 * 1024 };

/** Reads the operations and compiles every schema, or those that look wrong. Never throws for a defect. */
export function readDocument(source: Source, options: ReadOptions = {}): ReadDocument {
  const document = openDocument(source);
  const schemas = createSchemas(document);
  const read = readOperations(document, schemas);
  const whole = (options.whole ?? isSmall(source, read)) || !document.references.plain;
  const suspects = whole ? null : createSuspects(document);
  const isSuspected = ({ pointer, item, doubles, looksSound }: ReadOperation) =>
    suspects === null || doubles.length > 0 || !looksSound() || suspects.reaches([pointer, join(item, 'parameters')]);
  const unchecked = new Set(read.filter((one) => !isSuspected(one)));
  const checked = read.filter((one) => !unchecked.has(one)).map((one) => ({ one, ...one.check() }));
  const broken = checked.filter(({ defects }) => defects.length > 0);
  const left = new Set(broken.map(({ one }) => one));
  const defects = createFindings();
  for (const { defects: own } of checked) defects.add(...own);
  const ofOperations = new Set(defects.problems);
  defects.add(...documentDefects(document, schemas, suspects));
  const others = defects.problems.filter((problem) => !ofOperations.has(problem));
  const odd = createFindings();
  odd.add(...schemas.odd);
  return {
    document,
    ...readInfo(document),
    operations: read.filter((one) => !left.has(one)).map(({ operation }) => operation),
    all: read.map(({ operation }) => operation),
    sites: read,
    unchecked: [...unchecked],
    excluded: broken.map(({ one, defects: own }) => exclude(one, own)),
    defects: read.length === 0 ? [...defects.problems, noOperations(document)] : defects.problems,
    warnings: [...others.map(outside), ...odd.problems, ...once(checked.flatMap(({ warnings }) => warnings))],
  };
}

/** What all operations share is told once. */
function once(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map((one) => [`${one.code} ${one.place.pointer} ${one.message}`, one] as const));
  return [...byText.values()];
}

function isSmall({ characters }: Source, { length }: readonly ReadOperation[]): boolean {
  return length <= few.operations && characters <= few.characters;
}

/** What is wrong outside of any operation, schemas that none uses among it. */
function documentDefects(document: OpenApi, schemas: Schemas, suspects: Suspects | null): readonly Problem[] {
  const found = createFindings();
  found.add(...document.references.bad.values(), ...strayPaths(document));
  for (const name of componentSchemas(document)) {
    const pointer = join(document.schemas, name);
    if (suspects?.reaches([pointer]) === false) continue;
    found.attempt(() => schemas.compile(pointer, 'response', { in: 'response', name: null }));
  }
  return found.problems;
}

/** A defect of a schema for which nothing is left out. */
function outside(problem: Problem): Problem {
  const { code, message, fix, place } = problem;
  const ofSchema = /^\/(?:components|definitions)\//.test(place.pointer ?? '');
  return ofSchema ? new Problem(code, `${message} No operation needs it.`, fix, { place }) : problem;
}

function componentSchemas(document: OpenApi): readonly string[] {
  const { value } = document.resolve(document.schemas);
  return Object.keys(isRecord(value) ? value : {});
}

function readInfo(document: OpenApi): { title: string; version: string } {
  const info = isRecord(document.root['info']) ? document.root['info'] : {};
  return { title: String(info['title'] ?? 'Untitled API'), version: String(info['version'] ?? '0') };
}

/** The operation as one that is left out because of its defects. */
export function exclude({ operation, pointer }: ReadOperation, defects: readonly Problem[]): Exclusion {
  const [first] = defects;
  const { id, method, path } = operation;
  const problem = new Problem(
    'excluded-operation',
    `Failed to serve "${id}": ${[...new Set(defects.map(({ message }) => message))].join(' ')}`,
    first?.fix ?? 'Correct the document.',
    first === undefined ? {} : { place: first.place },
  );
  return { id, method, path, problem, operation, pointer };
}

function strayPaths(document: OpenApi): readonly Problem[] {
  const { paths } = document.root;
  return Object.keys(isRecord(paths) ? paths : {})
    .filter((path) => !path.startsWith('/') && !path.startsWith('x-'))
    .map((path) => {
      const why = `Failed to serve the path "${path}": it doesn't begin with a slash.`;
      return document.problem('invalid-path', why, `Write "/${path}".`, join('/paths', path));
    });
}

function noOperations(document: OpenApi): Problem {
  const data = isRecord(document.source.data) ? document.source.data : {};
  const hasWebhooks = isRecord(data['webhooks'] ?? data['x-webhooks']);
  const why = hasWebhooks ? 'it describes webhooks alone, which its API calls itself' : 'it has no operations';
  return document.problem(
    'no-operations',
    `Failed to serve the document "${document.source.path}": ${why}.`,
    'Describe at least one path with one method under "paths".',
    isRecord(document.root['paths']) ? '/paths' : '',
  );
}
