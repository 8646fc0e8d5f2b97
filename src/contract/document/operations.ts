import { lazy } from '../../lazy.ts';
import type { Problem } from '../../problem.ts';
import type { Operation } from '../contract.ts';
import { readRequestBody, readResponses } from './bodies.ts';
import { createFindings } from './findings.ts';
import type { OpenApi } from './open-api.ts';
import { later, readParameters, type Workshop } from './parameters.ts';
import { oddParameters, parametersOf, type ReadParameters } from './path-parameters.ts';
import { templateShape } from './path-text.ts';
import { isRecord, join } from './pointer.ts';
import type { Schemas } from './schemas.ts';
import { type Alternative, asSent, oddSecurity, readAlternatives } from './security.ts';
import { isToldApart, samePath, type Twin, variant } from './twins.ts';

/** An operation, of which nothing is read before it is asked for. */
export interface ReadOperation {
  readonly operation: Operation;
  /** Where its object really stands. */
  readonly pointer: string;
  /** Where a person finds it: below `paths`. */
  readonly listed: string;
  /** Where its path item really stands. */
  readonly item: string;
  /** What makes it unusable although it is sound in itself: another one like it. */
  readonly doubles: readonly Problem[];
  /** Whether nothing is wrong with it as far as that is known without its schemas. */
  readonly looksSound: () => boolean;
  /** Reads and compiles all of it. */
  readonly check: () => CheckedOperation;
}

/** What is wrong with an operation. */
export interface CheckedOperation {
  /** What makes it unusable. */
  readonly defects: readonly Problem[];
  readonly warnings: readonly Problem[];
}

interface Site {
  readonly method: string;
  readonly path: string;
  readonly item: string;
  readonly pointer: string;
  readonly listed: string;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Every operation of a document, also those that can't be served. */
export function readOperations(document: OpenApi, schemas: Schemas): readonly ReadOperation[] {
  const ids = new Map<string, Site>();
  const shapes = new Map<string, Twin>();
  return sitesOf(document).map((site) => {
    const read = readOperation(document, schemas, site);
    const shape = `${site.method} ${templateShape(site.path)}`;
    const twin = shapes.get(shape);
    const own: Twin = { ...site, operation: read.operation };
    shapes.set(shape, twin ?? own);
    const double = ids.get(read.operation.id);
    ids.set(read.operation.id, double ?? site);
    const doubles: Problem[] = [];
    const isVariant = twin !== undefined && isToldApart(own, twin, document);
    if (twin !== undefined && !isVariant) doubles.push(samePath(document, own, twin));
    if (double !== undefined) doubles.push(sameId(document, site, read.operation.id, double));
    const check = lazy(() => {
      const { defects, warnings } = read.check();
      const odd = isVariant ? [variant(document, own, twin)] : [];
      return { defects: [...defects, ...doubles], warnings: [...warnings, ...odd] };
    });
    return { ...read, doubles, check };
  });
}

function sitesOf(document: OpenApi): readonly Site[] {
  const { value } = document.resolve('/paths');
  const paths = Object.keys(isRecord(value) ? value : {}).filter((path) => path.startsWith('/'));
  return paths.flatMap((path) => {
    const listed = join('/paths', path);
    // A path item behind a bad reference has no operations that could be named; the reference itself is reported.
    const item = createFindings().attempt(() => document.resolve(listed));
    return item === null ? [] : sitesOfItem(path, listed, item.pointer, item.value);
  });
}

function sitesOfItem(path: string, listed: string, item: string, value: unknown): readonly Site[] {
  if (!isRecord(value)) return [];
  const additional = isRecord(value['additionalOperations']) ? Object.keys(value['additionalOperations']) : [];
  const keys = [
    ...Object.keys(value)
      .filter((key) => methods.includes(key))
      .map((key) => [key]),
    ...additional.map((key) => ['additionalOperations', key]),
  ];
  return keys.map((tokens) => ({
    method: (tokens.at(-1) ?? '').toUpperCase(),
    path,
    item,
    pointer: join(item, ...tokens),
    listed: join(listed, ...tokens),
  }));
}

function readOperation(document: OpenApi, schemas: Schemas, site: Site): Omit<ReadOperation, 'doubles'> {
  const workshop: Workshop = { document, schemas, findings: createFindings(), pending: [] };
  const { pointer, item, listed, method, path } = site;
  const { value } = document.resolve(pointer);
  const source = isRecord(value) ? value : {};
  const parts = partsOf(workshop, site);
  const operation: Operation = {
    id: typeof source['operationId'] === 'string' ? source['operationId'] : `${method} ${path}`,
    method,
    path,
    summary: typeof source['summary'] === 'string' ? source['summary'] : null,
    tags: Array.isArray(source['tags']) ? source['tags'].map(String) : [],
    get security() {
      return parts.security();
    },
    get parameters() {
      return parts.parameters();
    },
    get requestBody() {
      return parts.requestBody();
    },
    get responses() {
      return parts.responses();
    },
    get place() {
      return parts.place();
    },
  };
  return {
    operation,
    pointer,
    listed,
    item,
    looksSound() {
      for (const make of [parts.security, parts.parameters, parts.requestBody, parts.responses]) make();
      return workshop.findings.problems.length === 0;
    },
    check: () => checkOperation(workshop, { ...parts, operation }, pointer),
  };
}

function partsOf(workshop: Workshop, { pointer, item, path }: Site) {
  const lists = [join(item, 'parameters'), join(pointer, 'parameters')];
  const declared = later(workshop, () => readParameters(workshop, lists), []);
  const alternatives = later<readonly Alternative[]>(workshop, () => readAlternatives(workshop, pointer), []);
  return {
    alternatives,
    security: lazy(() => asSent(alternatives())),
    declared,
    parameters: lazy(() => parametersOf(path, declared())),
    requestBody: later(workshop, () => readRequestBody(workshop, join(pointer, 'requestBody')), null),
    responses: later(workshop, () => readResponses(workshop, join(pointer, 'responses')), []),
    place: lazy(() => workshop.document.source.place(pointer)),
  };
}

function checkOperation(
  workshop: Workshop,
  read: ReadParameters & { readonly alternatives: () => readonly Alternative[] },
  pointer: string,
): CheckedOperation {
  const { findings, pending } = workshop;
  // Each may put off more.
  for (const make of pending) make();
  pending.length = 0;
  const { document } = workshop;
  return {
    defects: findings.problems,
    warnings: [...oddParameters(document, read, pointer), ...oddSecurity(document, read.alternatives())],
  };
}

function sameId(document: OpenApi, site: Site, id: string, twin: Site): Problem {
  const { line } = document.source.place(join(twin.pointer, 'operationId'));
  return document.problem(
    'duplicate-operation-id',
    `Failed to name "${site.method} ${site.path}": the operationId "${id}" already stands in line ${line}.`,
    'Give each operation an id of its own.',
    join(site.pointer, 'operationId'),
  );
}
