import type { Force } from '../../checks/check.ts';
import type { PromiseVerdict } from '../../judgement.ts';

/** One glyph for each verdict, so that none is told by its colour alone. */
export const promiseGlyphs = { broken: '✗', warned: '~', kept: '✓', untested: '○' } as const satisfies Record<
  PromiseVerdict,
  string
>;

/** In the order in which they matter to the reader. */
export const promiseOrder = ['broken', 'warned', 'kept', 'untested'] as const satisfies readonly PromiseVerdict[];

/** How strongly each force binds. */
export const forces = {
  must: 'a must: a standard demands it',
  should: 'a should: a standard asks for it',
  practice: 'a practice: what experience advises',
} as const satisfies Record<Force, string>;

/** The address of a check within the page. */
export function checkAnchor(id: string): string {
  return `check-${id}`;
}
