import type { Result } from '../result.ts';
import { page } from './page/page.ts';
import type { Deflate, Detail, View } from './section.ts';
import { sections } from './sections/index.ts';

/** Bytes that the page may have. */
export const largestPage = 390_000;

export interface HtmlOptions {
  /** Packs the details of kept scenarios in a large run: raw deflate, e.g. `deflateRawSync` of `node:zlib`. */
  readonly deflate?: Deflate | null;
  /** An earlier run, to say what changed since. */
  readonly previous?: Result | null;
}

/** From everything to the least: the first that fits is taken. */
const details: readonly [Detail, ...Detail[]] = [
  { bodyCharacters: 2000, exchanges: 12, routineHeaders: true },
  { bodyCharacters: 1000, exchanges: 6, routineHeaders: false },
  { bodyCharacters: 500, exchanges: 3, routineHeaders: false },
  { bodyCharacters: 250, exchanges: 2, routineHeaders: false },
  { bodyCharacters: 120, exchanges: 1, routineHeaders: false },
  { bodyCharacters: 120, exchanges: 0, routineHeaders: false },
];

function renderWith(view: View): string {
  const rendered = sections.flatMap((section) => {
    const body = section.render(view);
    return body === null ? [] : [{ section, body }];
  });
  return page(rendered, view.result);
}

/**
 * The result as one HTML file that opens from disk and loads nothing. Equal results give equal files.
 *
 * In a large run the details of kept scenarios are packed, and unpacked by the page itself. Where that isn't enough, or
 * `deflate` is not given, less of each exchange is shown. Nothing else is left out.
 */
export function renderHtml(result: Result, { deflate = null, previous = null }: HtmlOptions = {}): string {
  const render = (detail: Detail) => renderWith({ result, detail, deflate, previous });
  return result.scenarios.length > longRun ? fittingLong(render) : fitting(render);
}

const [most] = details;
const between = details.slice(1, -1);
const least = details.at(-1) ?? most;

function fits(rendered: string): boolean {
  return new TextEncoder().encode(rendered).length <= largestPage;
}

function fitting(render: (detail: Detail) => string): string {
  const whole = render(most);
  if (fits(whole)) return whole;
  const smallest = render(least);
  if (fits(smallest)) return firstFitting(render, between) ?? smallest;
  // Where it isn't the exchanges that make the page large, showing less of them wins nothing.
  return smallest.length > whole.length * 0.9 ? whole : smallest;
}

/** A long run won't fit with more than the least, and each try takes its time. */
function fittingLong(render: (detail: Detail) => string): string {
  const smallest = render(least);
  return fits(smallest) ? (firstFitting(render, [most, ...between]) ?? smallest) : smallest;
}

function firstFitting(render: (detail: Detail) => string, candidates: readonly Detail[]): string | null {
  for (const detail of candidates) {
    const rendered = render(detail);
    if (fits(rendered)) return rendered;
  }
  return null;
}

/** Scenarios of a run that is no longer rendered just to see whether it fits. */
const longRun = 1000;
