import type { StepStatus, Verdict } from '../result.ts';

/** One glyph for each verdict, so that none is told by its colour alone. */
export const verdictGlyphs = { kept: '✓', broken: '✗', known: '≈', untested: '○' } as const satisfies Record<
  Verdict,
  string
>;

/** What each exit code says. */
export const exitMeanings: Readonly<Record<number, string>> = {
  0: 'all kept',
  1: 'a scenario failed or a promise was broken',
  2: 'usage, configuration, document or feature error',
  3: 'the target or client could not be reached or started',
  4: 'a gate was not met',
  5: 'nothing ran',
};

/** Short class of a step's status in the page; passed has none. */
export const stepClasses = {
  passed: '',
  failed: 'f',
  skipped: 'sk',
  undefined: 'f',
  ambiguous: 'f',
  pending: 'sk',
} as const satisfies Record<StepStatus, string>;

/** `1 scenario`, `3 scenarios`. */
export function count(number: number, one: string, many = `${one}s`): string {
  const digits = String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${digits} ${number === 1 ? one : many}`;
}

const units: readonly (readonly [name: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** `250 ms`, `1.5 s`, `1 min 3 s`: two units at most. */
export function printDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(2))} s`;
  const first = units.findIndex(([, size]) => ms >= size);
  const [name, size] = units[first] ?? ['ms', 1];
  const [nextName, nextSize] = units[first + 1] ?? ['ms', 1];
  const rest = Math.floor((ms % size) / nextSize);
  return `${Math.floor(ms / size)} ${name}${rest === 0 ? '' : ` ${rest} ${nextName}`}`;
}

/** `512 bytes`, `1.5 kB`, `2 MB`. */
export function printBytes(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  return bytes < 1_000_000 ? `${Number((bytes / 1000).toFixed(1))} kB` : `${Number((bytes / 1_000_000).toFixed(1))} MB`;
}

/** `2026-11-22 17:01:02 UTC`. */
export function printInstant(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
}

/** The address of a scenario within the page; stable as long as its id is. */
export function anchorOf(id: string): string {
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (const character of id) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 0x01000193) >>> 0;
    low = Math.imul(low ^ code, 0x85ebca6b) >>> 0;
  }
  return `s-${high.toString(36)}${(low & 0xfffff).toString(36)}`;
}

/** A link that filters the list of scenarios. */
export function filterLink(filters: Readonly<Record<string, string>>): string {
  return `#${Object.entries(filters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
}
