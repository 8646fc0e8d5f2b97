/**
 * A recording in, an explanation out: causes, runbooks, patterns over many calls, what to do and what to say.
 * Pure: no clock, no files, no sockets; judges a recorded trace as well as a live one.
 */
export type { Cause } from './cause.ts';
export { causes } from './causes/index.ts';
export { type Comparison, compareExchanges } from './compare.ts';
export { diagnose } from './diagnose.ts';
export type {
  Confidence,
  Diagnosis,
  DiagnosisInput,
  Escalation,
  EscalationPacket,
  Evidence,
  FailureGroup,
  FoundCause,
  FoundPattern,
} from './diagnosis.ts';
export { type Review, reviewRequests } from './review.ts';
export { type Runbook, type RunbookItem, runbookFor, runbooks } from './runbooks/index.ts';
