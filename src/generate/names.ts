import type { Operation } from '../contract/contract.ts';
import { templateOf } from '../scenarios/find-operation.ts';

/** What steps call an operation: its id, or where that has letters that no step can spell, method and path. */
export function operationPhrase(operation: Operation): string {
  const { id, method } = operation;
  return /^[A-Za-z_][\w./-]*$/.test(id) ? id : `${method} ${templateOf(operation)}`;
}

/** An operation in a tag and in the ids of blocks: no blanks, no brackets that tag expressions would read. */
export function operationKey({ id }: Operation): string {
  return id.replace(/[\s()@#]+/g, '-');
}

/** A name as files have it. */
export function slugOf(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? ['api']).join('-').slice(0, 60).replace(/-+$/, '');
}

/** The group whose file an operation belongs to: its first tag, else the beginning of its path. */
export function groupOf({ tags, path }: Operation): string {
  return tags[0] ?? path.split('/').find((part) => part !== '' && !part.startsWith('{')) ?? 'api';
}
