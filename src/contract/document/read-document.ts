import { Problem } from '../../problem.ts';
import type { ExcludedOperation, Operation } from '../contract.ts';
import { createFindings } from './findings.ts';
import { type OpenApi, openDocument } from './open-api.ts';
import { type ReadOperation, readOperations } from './operations.ts';
import { isRecord, join } from './pointer.ts';
import { createSchemas } from './schemas.ts';
import type { Source } from './source.ts';

/** A document with its operations and everything that is wrong with it. */
export interface ReadDocument {
  readonly document: OpenApi;
  readonly title: string;
  readonly version: string;
  /** Those that can be served. */
  readonly operations: readonly Operation[];
  /** Those, and the broken ones as far as they could be read. */
  readonly all: readonly Operation[];
  readonly sites: readonly ReadOperation[];
  readonly excluded: readonly (ExcludedOperation & { readonly pointer: string })[];
  /** Every defect of the document, those of excluded operations among them. */
  readonly defects: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Reads the operations and compiles every schema. Throws only when there is nothing to serve at all. */
export function readDocument(source: Source): ReadDocument {
  const document = openDocument(source);
  const schemas = createSchemas(document);
  const read = readOperations(document, schemas);
  const defects = createFindings();
  for (const one of read) defects.add(...one.defects);
  const ofOperations = new Set(defects.problems);
  defects.add(...document.references.bad.values(), ...strayPaths(document));
  for (const name of componentSchemas(document)) {
    defects.attempt(() => {
      const pointer = join('/components/schemas', name);
      schemas.compile(pointer, 'response', { in: 'response', name: null });
    });
  }
  const others = defects.problems.filter((problem) => !ofOperations.has(problem));
  const broken = read.filter((one) => one.defects.length > 0);
  return {
    document,
    ...readInfo(document),
    operations: read.filter((one) => one.defects.length === 0).map(({ operation }) => operation),
    all: read.map(({ operation }) => operation),
    sites: read,
    excluded: broken.map(exclude),
    defects: read.length === 0 ? [...defects.problems, noOperations(document)] : defects.problems,
    warnings: [...others, ...read.flatMap(({ warnings }) => warnings)],
  };
}

function componentSchemas(document: OpenApi): readonly string[] {
  const { value } = document.resolve('/components/schemas');
  return Object.keys(isRecord(value) ? value : {});
}

function readInfo(document: OpenApi): { title: string; version: string } {
  const info = isRecord(document.root['info']) ? document.root['info'] : {};
  return { title: String(info['title'] ?? 'Untitled API'), version: String(info['version'] ?? '0') };
}

function exclude({ operation, pointer, defects }: ReadOperation): ReadDocument['excluded'][number] {
  const [first] = defects;
  const { id, method, path } = operation;
  const problem = new Problem(
    'excluded-operation',
    `Failed to serve "${id}": ${defects.map(({ message }) => message).join(' ')}`,
    first?.fix ?? 'Correct the document.',
    first === undefined ? {} : { place: first.place },
  );
  return { id, method, path, problem, pointer };
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
  return document.problem(
    'no-operations',
    `Failed to serve the document "${document.source.path}": it has no operations.`,
    'Describe at least one path with one method under "paths".',
    isRecord(document.root['paths']) ? '/paths' : '',
  );
}
