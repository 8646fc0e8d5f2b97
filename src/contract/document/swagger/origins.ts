import type { Place } from '../../../problem.ts';
import { join, member, tokensOf } from '../pointer.ts';

type Members = Record<string, unknown>;

/** Remembers of each object that was made where the person wrote what it stands for. */
export interface Origins {
  /** Notes where an object comes from, and returns it. */
  from<T extends object>(pointer: string, made: T): T;
  /** Notes where a member comes from whose object comes from elsewhere. */
  member(made: object, name: string, pointer: string): void;
  /** The person's own pointer for one into what was made. */
  original(root: unknown, pointer: string): string;
}

/** Nothing is remembered at first; an object that was taken as it is keeps its place. */
export function createOrigins(): Origins {
  const pointers = new WeakMap<object, string>();
  const members = new WeakMap<object, Map<string, string>>();
  const ownOf = (value: unknown, token: string) =>
    typeof value === 'object' && value !== null ? members.get(value)?.get(token) : undefined;
  return {
    from(pointer, made) {
      pointers.set(made, pointer);
      return made;
    },
    member(made, name, pointer) {
      members.set(made, (members.get(made) ?? new Map<string, string>()).set(name, pointer));
    },
    original(root, pointer) {
      let value: unknown = root;
      let original = '';
      for (const token of tokensOf(pointer)) {
        const own = ownOf(value, token);
        value = member(value, token);
        const known = typeof value === 'object' && value !== null ? pointers.get(value) : undefined;
        original = known ?? own ?? join(original, token);
      }
      return original;
    },
  };
}

/** The same place, under the pointer that the person knows. */
export function placeThrough(origins: Origins, root: Members, place: (pointer: string) => Place) {
  return (pointer: string): Place => place(origins.original(root, pointer));
}
