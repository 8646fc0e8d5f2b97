/** The pieces of storage-testbench's instruction strings: durations (`250ms`, `5s`, `1m`) and sizes (`100B`, `1K`, `2M`). */

const millisecondsPer = { ms: 1, s: 1000, m: 60_000 } as const;
const bytesPer = { B: 1, K: 1024, M: 1024 * 1024 } as const;

/** A duration inside a larger pattern; its two groups go to `milliseconds`. */
export const durationPattern = '(\\d+(?:\\.\\d+)?)(ms|s|m)';
/** A size inside a larger pattern; its two groups go to `bytes`. */
export const sizePattern = '(\\d+)([BKM])';

/** `5`, `s` → 5000. */
export function milliseconds(amount: string | undefined, unit: string | undefined): number {
  return Math.round(Number(amount) * millisecondsPer[unit as keyof typeof millisecondsPer]);
}

/** `1`, `K` → 1024. */
export function bytes(amount: string | undefined, unit: string | undefined): number {
  return Number(amount) * bytesPer[unit as keyof typeof bytesPer];
}

/** The groups of an instruction that matches from end to end; null when it doesn't. */
export function groupsOf(pattern: string, text: string): readonly (string | undefined)[] | null {
  const found = new RegExp(`^${pattern}$`).exec(text);
  return found === null ? null : found.slice(1);
}

/** For faults whose instruction is one fixed word. */
export function exactly(word: string): (text: string) => Readonly<Record<string, unknown>> | null {
  return (text) => (text === word ? {} : null);
}

/** `word`, or `word-after-1K`. */
export function withSize(word: string): (text: string) => Readonly<Record<string, unknown>> | null {
  return (text) => {
    if (text === word) return {};
    const groups = groupsOf(`${word}-after-${sizePattern}`, text);
    return groups === null ? null : { afterBytes: bytes(groups[0], groups[1]) };
  };
}

/** `word-for-5s`: the milliseconds go to the option of this name. */
export function withDuration(word: string, option: string): (text: string) => Readonly<Record<string, unknown>> | null {
  return (text) => {
    const groups = groupsOf(`${word}-for-${durationPattern}`, text);
    return groups === null ? null : { [option]: milliseconds(groups[0], groups[1]) };
  };
}

// What frames the answer is the server's own: changed by hand it would make another fault of it.
const field = /^(?!(?:content-length|transfer-encoding)=)([A-Za-z][A-Za-z0-9-]*)=([\x20-\x7e]*)$/i;

/** `Retry-After=-3&RateLimit="d";r=0;t=1` → header fields; null when one of them isn't any. */
export function headerFields(text: string): Readonly<Record<string, string>> | null {
  const fields = text.split('&').map((part) => field.exec(part));
  if (fields.includes(null)) return null;
  return Object.fromEntries(fields.map((found) => [found?.[1] ?? '', found?.[2] ?? '']));
}
