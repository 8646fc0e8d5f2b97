import type { Problem } from '../../problem.ts';
import type { Operation } from '../contract.ts';
import { readRequestBody, readResponses } from './bodies.ts';
import { createFindings } from './findings.ts';
import type { OpenApi } from './open-api.ts';
import { readParameters } from './parameters.ts';
import { isRecord, join } from './pointer.ts';
import { templateShape } from './routes.ts';
import type { Schemas } from './schemas.ts';
import { readSecurity } from './security.ts';

/** An operation with what is wrong with it. */
export interface ReadOperation {
  readonly operation: Operation;
  /** Where its object really stands. */
  readonly pointer: string;
  /** Where a person finds it: below `paths`. */
  readonly listed: string;
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
  const shapes = new Map<string, Site>();
  return sitesOf(document).map((site) => {
    const read = readOperation(document, schemas, site);
    const shape = `${site.method} ${templateShape(site.path)}`;
    const twin = shapes.get(shape);
    shapes.set(shape, twin ?? site);
    const double = ids.get(read.operation.id);
    ids.set(read.operation.id, double ?? site);
    const defects = [...read.defects];
    if (twin !== undefined) defects.push(samePath(document, site, twin));
    if (double !== undefined) defects.push(sameId(document, site, read.operation.id, double));
    return { ...read, defects };
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

function readOperation(document: OpenApi, schemas: Schemas, site: Site): ReadOperation {
  const findings = createFindings();
  const workshop = { document, schemas, findings };
  const { pointer, item, listed, method, path } = site;
  const { value } = document.resolve(pointer);
  const source = isRecord(value) ? value : {};
  const id = typeof source['operationId'] === 'string' ? source['operationId'] : `${method} ${path}`;
  const operation: Operation = {
    id,
    method,
    path,
    summary: typeof source['summary'] === 'string' ? source['summary'] : null,
    tags: Array.isArray(source['tags']) ? source['tags'].map(String) : [],
    security: readSecurity(workshop, pointer),
    parameters: readParameters(workshop, [join(item, 'parameters'), join(pointer, 'parameters')]),
    requestBody: findings.attempt(() => readRequestBody(workshop, join(pointer, 'requestBody'))),
    responses: readResponses(workshop, join(pointer, 'responses')),
    place: document.source.place(pointer),
  };
  const warnings = undeclaredParameters(document, operation, pointer);
  return { operation, pointer, listed, defects: findings.problems, warnings };
}

function undeclaredParameters(document: OpenApi, { path, parameters, method }: Operation, pointer: string) {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '');
  const declared = new Set(parameters.filter((one) => one.in === 'path').map(({ name }) => name));
  return names
    .filter((name) => !declared.has(name))
    .map((name) =>
      document.problem(
        'undeclared-path-parameter',
        `Failed to find the parameter "${name}" of "${method} ${path}": it isn't declared.`,
        `Add it to the operation's parameters: { name: ${name}, in: path, required: true, schema: … }.`,
        pointer,
      ),
    );
}

function samePath(document: OpenApi, site: Site, twin: Site): Problem {
  const { line } = document.source.place(twin.listed);
  return document.problem(
    'duplicate-path',
    `Failed to tell "${site.method} ${site.path}" from "${twin.method} ${twin.path}" in line ${line}: both match the same requests.`,
    'Remove one of the two.',
    site.listed,
  );
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
