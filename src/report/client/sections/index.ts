// The parts of a client's page in the order in which they are read: one file each.
// A section renders the judgement it is given; it knows no other section and no file.
import type { ClientSection } from '../client-section.ts';
import { brokenPromises } from './broken-promises.ts';
import { keptPromises } from './kept-promises.ts';
import { scoreByGroup } from './score-by-group.ts';
import { untestedPromises } from './untested-promises.ts';
import { verdict } from './verdict.ts';
import { warnedPromises } from './warned-promises.ts';
import { whatWasJudged } from './what-was-judged.ts';

/** Every section, from first to last. */
export const clientSections: readonly ClientSection[] = [
  verdict,
  scoreByGroup,
  brokenPromises,
  warnedPromises,
  keptPromises,
  untestedPromises,
  whatWasJudged,
];
