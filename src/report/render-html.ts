import type { Result } from '../result.ts';
import { page } from './page/page.ts';
import type { Deflate, Detail, View } from './section.ts';
import { sections } from './sections/index.ts';

/** Bytes that the page may have. */
export const largestPage = 390_000;

export interface HtmlOptions {
  /** Packs the details of kept scenarios in a large run: raw deflate, e.g. `deflateRawSync` of `node:zlib`. */
  readonly deflate?: Deflate | null;
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
export function renderHtml(result: Result, { deflate = null }: HtmlOptions = {}): string {
  const attempt = (index: number) => renderWith({ result, detail: details[index] ?? details[0], deflate });
  const fits = (page: string) => new TextEncoder().encode(page).length <= largestPage;
  // A long run won't fit with more than the least, and each try takes its time.
  const least = result.scenarios.length > longRun ? attempt(details.length - 1) : null;
  if (least !== null && !fits(least)) return least;
  for (let index = 0; index < details.length - 1; index += 1) {
    const rendered = attempt(index);
    if (fits(rendered)) return rendered;
  }
  return least ?? attempt(details.length - 1);
}

/** Scenarios of a run that is no longer rendered just to see whether it fits. */
const longRun = 1000;
