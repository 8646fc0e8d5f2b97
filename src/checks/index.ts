/**
 * The promises that a client must keep, one file each: what it is put through, and what its traffic says about it.
 * Pure: a recorded trace is judged like a live one; nothing here knows a server, a driver or a clock.
 */
import { backsOffMoreEachTime } from './backs-off-more-each-time.ts';
import { capsItsBackoff } from './caps-its-backoff.ts';
import type { Check } from './check.ts';
import { closesItsCircuitAgain } from './closes-its-circuit-again.ts';
import { copesWithRetryAfterZero } from './copes-with-retry-after-zero.ts';
import { doesNotComeBackInStep } from './does-not-come-back-in-step.ts';
import { doesNotCutLongWaitsShort } from './does-not-cut-long-waits-short.ts';
import { doesNotRepeatBadRequests } from './does-not-repeat-bad-requests.ts';
import { doesNotRepeatClientErrors } from './does-not-repeat-client-errors.ts';
import { doesNotRepeatConflictsUnchanged } from './does-not-repeat-conflicts-unchanged.ts';
import { doesNotRepeatCutOffWrites } from './does-not-repeat-cut-off-writes.ts';
import { doesNotRepeatFailedWrites } from './does-not-repeat-failed-writes.ts';
import { doesNotRepeatHangingWrites } from './does-not-repeat-hanging-writes.ts';
import { doesNotRepeatRefusedCredentials } from './does-not-repeat-refused-credentials.ts';
import { doesNotRepeatWhatIsForbidden } from './does-not-repeat-what-is-forbidden.ts';
import { doesNotRepeatWhatIsUnsupported } from './does-not-repeat-what-is-unsupported.ts';
import { holdsBackTogether } from './holds-back-together.ts';
import { ignoresMalformedRetryAfter } from './ignores-malformed-retry-after.ts';
import { keepsARetryBudget } from './keeps-a-retry-budget.ts';
import { keepsIdempotencyKeys } from './keeps-idempotency-keys.ts';
import { keepsItsCircuitClosedOnClientErrors } from './keeps-its-circuit-closed-on-client-errors.ts';
import { keepsItsDeadline } from './keeps-its-deadline.ts';
import { keepsJitterBehindRetryAfter } from './keeps-jitter-behind-retry-after.ts';
import { limitsAttempts } from './limits-attempts.ts';
import { noticesTruncatedAnswers } from './notices-truncated-answers.ts';
import { opensItsCircuit } from './opens-its-circuit.ts';
import { pausesBeforeRetrying } from './pauses-before-retrying.ts';
import { prefersRetryAfter } from './prefers-retry-after.ts';
import { readsOtherWaitHints } from './reads-other-wait-hints.ts';
import { repeatsTheSameBody } from './repeats-the-same-body.ts';
import { reportsFailureAtOnce } from './reports-failure-at-once.ts';
import { reportsTheLastFailure } from './reports-the-last-failure.ts';
import { retriesAfterTimeouts } from './retries-after-timeouts.ts';
import { retriesInOneLayer } from './retries-in-one-layer.ts';
import { retriesLostConnections } from './retries-lost-connections.ts';
import { retriesRateLimits } from './retries-rate-limits.ts';
import { retriesRequestTimeouts } from './retries-request-timeouts.ts';
import { retriesTransientFailures } from './retries-transient-failures.ts';
import { slowsDownAheadOfTheLimit } from './slows-down-ahead-of-the-limit.ts';
import { spreadsItsRetries } from './spreads-its-retries.ts';
import { stopsAtALastingFailure } from './stops-at-a-lasting-failure.ts';
import { timesOut } from './times-out.ts';
import { waitsBeforeRepeatingWrites } from './waits-before-repeating-writes.ts';
import { waitsForARetryAfterDate } from './waits-for-a-retry-after-date.ts';
import { waitsForOutstandingWrites } from './waits-for-outstanding-writes.ts';
import { waitsForRetryAfter } from './waits-for-retry-after.ts';
import { waitsForRetryAfterOn503 } from './waits-for-retry-after-on-503.ts';

export type { Check, CheckSettings, CheckVerdict, Force, Probe } from './check.ts';
export { judge, judgeCheck } from './judge.ts';
export { withKnownFailures } from './known-failures.ts';
export type { ClientReport, Declared, DriverKind, Observation } from './observation.ts';
export { type Profile, type ProfileName, profiles } from './profiles.ts';

/** Every check, in the order of a result: what must not be repeated, waiting, backing off, stopping, writing, connections. */
export const checks: readonly Check[] = [
  doesNotRepeatBadRequests,
  doesNotRepeatRefusedCredentials,
  doesNotRepeatWhatIsForbidden,
  doesNotRepeatClientErrors,
  doesNotRepeatWhatIsUnsupported,
  doesNotRepeatConflictsUnchanged,
  stopsAtALastingFailure,
  retriesTransientFailures,
  retriesRateLimits,
  retriesRequestTimeouts,
  waitsForRetryAfter,
  waitsForRetryAfterOn503,
  waitsForARetryAfterDate,
  copesWithRetryAfterZero,
  ignoresMalformedRetryAfter,
  doesNotCutLongWaitsShort,
  keepsJitterBehindRetryAfter,
  prefersRetryAfter,
  readsOtherWaitHints,
  slowsDownAheadOfTheLimit,
  backsOffMoreEachTime,
  pausesBeforeRetrying,
  spreadsItsRetries,
  capsItsBackoff,
  limitsAttempts,
  keepsItsDeadline,
  retriesInOneLayer,
  keepsARetryBudget,
  doesNotRepeatFailedWrites,
  doesNotRepeatCutOffWrites,
  doesNotRepeatHangingWrites,
  waitsBeforeRepeatingWrites,
  keepsIdempotencyKeys,
  repeatsTheSameBody,
  waitsForOutstandingWrites,
  retriesLostConnections,
  timesOut,
  retriesAfterTimeouts,
  noticesTruncatedAnswers,
  opensItsCircuit,
  closesItsCircuitAgain,
  keepsItsCircuitClosedOnClientErrors,
  reportsFailureAtOnce,
  reportsTheLastFailure,
  doesNotComeBackInStep,
  holdsBackTogether,
];
