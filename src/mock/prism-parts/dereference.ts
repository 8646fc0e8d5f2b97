import { isRecord, member, tokensOf } from '../../contract/index.ts';

type Members = Readonly<Record<string, unknown>>;

/** A value without references, or with as few as possible. */
export interface Dereferenced {
  readonly value: unknown;
  /** References are left: they lead back to where they stand, or into more than can be written out. */
  readonly open: boolean;
}

/** Schemas that lead to each other in many ways would be written out without an end. */
const mostObjects = 5_000;
const mostHops = 20;

/** A copy with every reference replaced by what it leads to; members beside a reference stay, as Prism has it. */
export function dereference(document: Members, start: unknown): Dereferenced {
  let objects = 0;
  let open = false;

  function copy(value: unknown, trail: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((item) => copy(item, trail));
    if (!isRecord(value)) return value;
    objects += 1;
    const { $ref: reference } = value;
    return typeof reference === 'string' ? replace(value, reference, trail) : copyMembers(value, trail);
  }

  function replace(value: Members, reference: string, trail: readonly string[]): unknown {
    if (trail.includes(reference) || objects > mostObjects) {
      open = true;
      return { ...value };
    }
    const target = copy(valueBehind(document, reference, 0), [...trail, reference]);
    const { $ref: _, ...beside } = value;
    return isRecord(target) ? { ...target, ...copyMembers(beside, trail) } : target;
  }

  function copyMembers(value: Members, trail: readonly string[]): Members {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copy(child, trail)]));
  }

  const value = copy(start, []);
  return { value, open };
}

/** A member of a value, or of what the value refers to; undefined when there is none. */
export function memberBehind(document: Members, value: unknown, token: string, hops = 0): unknown {
  const own = member(value, token);
  const reference = isRecord(value) ? value['$ref'] : undefined;
  if (own !== undefined || typeof reference !== 'string' || hops > mostHops) return own;
  return memberBehind(document, valueBehind(document, reference, hops + 1), token, hops + 1);
}

function valueBehind(document: Members, reference: string, hops: number): unknown {
  return tokensOf(decodeURIComponent(reference.replace('#', ''))).reduce<unknown>(
    (value, token) => memberBehind(document, value, token, hops),
    document,
  );
}
