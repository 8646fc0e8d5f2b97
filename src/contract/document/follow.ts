import { join, member, tokensOf } from './pointer.ts';

/** `pointer` is where the value stands. */
export type Target = (pointer: string, value: unknown) => string | undefined;

type End =
  | { readonly kind: 'found'; readonly pointer: string; readonly value: unknown }
  | { readonly kind: 'circle' }
  | { readonly kind: 'missing'; readonly pointer: string };

/** Longer chains than anybody writes; each reference of one would be followed to its end. */
const mostHops = 100;

/** Follows references from a pointer, also those on the way to it, until a value that is none. */
export function followPointer(root: unknown, target: Target, start: string): End {
  const seen = new Set<string>();
  let pointer = start;
  for (;;) {
    if (seen.has(pointer) || seen.size > mostHops) return { kind: 'circle' };
    seen.add(pointer);
    const walked = walk(root, target, pointer);
    if (walked.kind === 'end') {
      return walked.value === undefined
        ? { kind: 'missing', pointer }
        : { kind: 'found', pointer, value: walked.value };
    }
    pointer = walked.pointer;
  }
}

type Walked =
  | { readonly kind: 'end'; readonly value: unknown }
  | { readonly kind: 'elsewhere'; readonly pointer: string };

function walk(root: unknown, target: Target, pointer: string): Walked {
  const tokens = tokensOf(pointer);
  let value = root;
  for (const [index, token] of tokens.entries()) {
    const next = member(value, token);
    if (next === undefined) {
      const elsewhere = target(join('', ...tokens.slice(0, index)), value);
      if (elsewhere !== undefined) return { kind: 'elsewhere', pointer: join(elsewhere, ...tokens.slice(index)) };
    }
    value = next;
  }
  const elsewhere = target(pointer, value);
  return elsewhere === undefined ? { kind: 'end', value } : { kind: 'elsewhere', pointer: elsewhere };
}
