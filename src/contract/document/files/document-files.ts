import { problemsOf } from '../../../problem.ts';
import { readSource } from '../source.ts';
import type { FileAccess } from './access.ts';
import { bundle } from './bundle.ts';

/** Paths of a document and of all files that its references lead to; of one that can't be read only its own. */
export async function documentFiles(path: string, access: FileAccess): Promise<readonly string[]> {
  try {
    const { neighbours = [] } = await bundle(await readSource(path, 'the document'), path, access);
    return [path, ...neighbours];
  } catch (error) {
    if (problemsOf(error).length === 0) throw error;
    return [path];
  }
}
