// The parts of the report in the order in which they are read: one file each.
// A section renders the result it is given; it knows no other section and no file.
import type { Section } from '../section.ts';
import { coverage } from './coverage.ts';
import { drift } from './drift.ts';
import { failuresByOperation } from './failures-by-operation.ts';
import { knownFailures } from './known-failures.ts';
import { mayItBeRetried } from './may-it-be-retried.ts';
import { problems } from './problems.ts';
import { runbooks } from './runbooks.ts';
import { scenarios } from './scenarios.ts';
import { verdict } from './verdict.ts';
import { whatChanged } from './what-changed.ts';
import { whatIsBroken } from './what-is-broken.ts';
import { whatWasMasked } from './what-was-masked.ts';
import { whatWasNotTested } from './what-was-not-tested.ts';
import { whatWasTested } from './what-was-tested.ts';

/** Every section, from first to last. */
export const sections: readonly Section[] = [
  verdict,
  problems,
  whatIsBroken,
  whatChanged,
  drift,
  knownFailures,
  whatWasTested,
  failuresByOperation,
  coverage,
  scenarios,
  mayItBeRetried,
  whatWasNotTested,
  runbooks,
  whatWasMasked,
];
