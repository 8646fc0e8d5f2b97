/** Thrown when what a step expects isn't what it got; never a defect of the feature. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly expected: string;
  readonly received: string;

  constructor(what: string, expected: string, received: string) {
    super(`Expected ${what} to be ${expected}, but received ${received}.`);
    this.expected = expected;
    this.received = received;
  }
}

/** A value as a person reads it in a message: text and data in JSON's own spelling. */
export function printValue(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Milliseconds with their unit, in the largest one that divides them. */
export function printDuration(ms: number | null): string {
  if (ms === null) return 'none';
  return ms % 1000 === 0 && ms !== 0 ? `${ms / 1000} s` : `${ms} ms`;
}

/** Whether two values say the same, by what JSON writes of them; the order of an object's keys doesn't count. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key as never], b[key as never]))
  );
}
