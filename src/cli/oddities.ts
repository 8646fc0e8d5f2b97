import { type Problem, printProblem } from '../problem.ts';
import type { Painter } from './paint.ts';

const mostOddities = 20;

/** What was left out of the contract, or is odd about it, each with its place and what to do; empty when nothing is. */
export function renderOddities(warnings: readonly Problem[], paint: Painter): string {
  if (warnings.length === 0) return '';
  const more = warnings.length - mostOddities;
  return [
    paint.yellow('Left out, or odd:'),
    ...warnings.slice(0, mostOddities).map(printProblem),
    ...(more > 0 ? [`and ${more} more; --strict lists all that is wrong with the document.`] : []),
    '',
  ].join('\n');
}
