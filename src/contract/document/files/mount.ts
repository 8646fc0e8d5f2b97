import { isDeepStrictEqual } from 'node:util';
import { isRecord, join } from '../pointer.ts';
import type { Members, Part, Workshop } from '../swagger/workshop.ts';

/** What tells the names of one document from those of the others. */
export interface Names {
  /** Of the document. */
  readonly name: string;
  /** Ids of operations that are taken; shared by all documents. */
  readonly ids: Set<string>;
  /** Security schemes by the names under which all documents know them. */
  readonly schemes: Map<string, unknown>;
}

interface Mounted extends Names {
  readonly pointer: string;
  readonly data: Members;
  readonly basePath: string;
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

/** The path items of a document below its base path; each operation says itself what it asks of its caller. */
export function mountPaths(workshop: Workshop, document: Mounted): Members {
  const paths = isRecord(document.data['paths']) ? document.data['paths'] : {};
  const mounted = Object.keys(paths)
    .filter((path) => path.startsWith('/') && isRecord(paths[path]))
    .map((path) => {
      const item = workshop.part(join(document.pointer, 'paths', path));
      return [document.basePath + path, mountItem(workshop, document, item)];
    });
  return Object.fromEntries(mounted) as Members;
}

function mountItem(workshop: Workshop, document: Mounted, item: Part): object {
  const members = Object.entries(item.value).map(([key, value]) => {
    if (!methods.has(key) || !isRecord(value)) return [key, value];
    const pointer = join(item.pointer, key);
    return [key, workshop.origins.from(pointer, mountOperation(document, value))];
  });
  return workshop.origins.from(item.pointer, Object.fromEntries(members));
}

function mountOperation(document: Mounted, operation: Members): Members {
  const { ids, name, data } = document;
  const security = operation['security'] ?? data['security'];
  const id = operation['operationId'];
  const unique = typeof id === 'string' && ids.has(id) ? `${name}.${id}` : id;
  if (typeof unique === 'string') ids.add(unique);
  return {
    ...operation,
    ...(unique === undefined ? {} : { operationId: unique }),
    ...(Array.isArray(security) ? { security: security.map((needs) => renamed(document, needs)) } : {}),
  };
}

/** Security needs under the names that the schemes have in the whole. */
function renamed({ schemes, name, data }: Mounted, needs: unknown): unknown {
  if (!isRecord(needs)) return needs;
  const components = isRecord(data['components']) ? data['components'] : {};
  const own = isRecord(components['securitySchemes']) ? components['securitySchemes'] : {};
  return Object.fromEntries(
    Object.entries(needs).map(([scheme, scopes]) => {
      const isOther = own[scheme] !== undefined && !isDeepStrictEqual(schemes.get(scheme), own[scheme]);
      return [isOther ? `${name}.${scheme}` : scheme, scopes];
    }),
  );
}
