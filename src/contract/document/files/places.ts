import type { Place } from '../../../problem.ts';
import { join, tokensOf } from '../pointer.ts';
import type { Source } from '../source.ts';
import { filesKey } from '../visit-references.ts';

/** Which file a pointer of a bundle leads into, and where in it. */
interface PointerInFile {
  /** Pointer of the file; empty for the document itself. */
  readonly file: string;
  /** Its name below `x-files`. */
  readonly name: string;
  readonly inner: string;
}

/** The file and the pointer in it that a pointer of a bundle means. */
export function pointerIn(pointer: string): PointerInFile {
  const [key, name, ...rest] = tokensOf(pointer);
  if (key !== filesKey || name === undefined) return { file: '', name: '', inner: pointer };
  return { file: join('', key, name), name, inner: join('', ...rest) };
}

/** Places in the files of a bundle, which are known by their pointers. */
export function placeIn(files: ReadonlyMap<string, Source>): (pointer: string) => Place {
  return (pointer) => {
    const { file, inner } = pointerIn(pointer);
    return files.get(file)?.place(inner) ?? {};
  };
}
