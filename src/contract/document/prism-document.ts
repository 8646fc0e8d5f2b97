import type { OpenApi } from './open-api.ts';
import { isRecord, join, tokensOf } from './pointer.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The document as Prism is given it: without excluded operations, and without any `$ref` that leads nowhere or out.
 *
 * Prism follows every `$ref` it finds, also in examples, and reads files and addresses with them.
 */
export function prismDocument(document: OpenApi, excluded: ReadonlySet<string>): Members {
  const { plain, bad: wrong } = document.references;
  if (!plain || wrong.size > 0) return copied(document, excluded);
  return [...excluded].reduce<Members>((root, pointer) => without(root, tokensOf(pointer)), document.root);
}

/** A copy without the member at the end of a path; what isn't on the way is shared. */
function without(value: Members, [token = '', ...inner]: readonly string[]): Members {
  const { [token]: child, ...others } = value;
  return isRecord(child) && inner.length > 0 ? { ...value, [token]: without(child, inner) } : others;
}

function copied(document: OpenApi, excluded: ReadonlySet<string>): Members {
  const { target: targetOf, bad } = document.references;

  function copyMember(holder: string, key: string, child: unknown): readonly [string, unknown][] {
    const pointer = join(holder, key);
    if (excluded.has(pointer)) return [];
    if (key !== '$ref' || typeof child !== 'string') return [[key, copy(child, pointer)]];
    const target = bad.has(holder) ? undefined : targetOf(holder, { $ref: child });
    return target === undefined ? [] : [[key, fragment(target)]];
  }

  function copy(value: unknown, pointer: string): unknown {
    if (Array.isArray(value)) return value.map((item, index) => copy(item, join(pointer, index)));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => copyMember(pointer, key, child)));
  }

  return copy(document.root, '') as Members;
}

function fragment(pointer: string): string {
  return `#${pointer.split('/').map(encodeURIComponent).join('/')}`;
}
