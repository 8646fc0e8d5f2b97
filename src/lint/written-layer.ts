import { type Contract, isRecord, join, member, readSource } from '../contract/index.ts';
import type { Place } from '../problem.ts';

/** A failure layer as somebody wrote it, before its defaults were filled in. */
export interface WrittenLayer {
  /** Names of the keys that were written there. */
  keys(...tokens: readonly string[]): readonly string[];
  place(...tokens: readonly (string | number)[]): Place;
}

/** The layer beside a document, or under `x-failures` in it; null where nobody wrote one. `path` is the layer's file, if it has one. */
export async function writtenLayer(
  { layerFile, document, place }: Contract,
  path: string | null,
): Promise<WrittenLayer | null> {
  if (layerFile !== null && path !== null) {
    const source = await readSource(path, 'the failure layer', layerFile.path);
    return opened(source.data, source.place);
  }
  const inside = document['x-failures'];
  return isRecord(inside) ? opened(inside, (pointer) => place(`/x-failures${pointer}`)) : null;
}

function opened(root: unknown, place: (pointer: string) => Place): WrittenLayer {
  const at = (...tokens: readonly string[]) => tokens.reduce<unknown>(member, root);
  return {
    keys(...tokens) {
      const value = at(...tokens);
      return isRecord(value) ? Object.keys(value) : [];
    },
    place: (...tokens) => place(join('', ...tokens)),
  };
}
