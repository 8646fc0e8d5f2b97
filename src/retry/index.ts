/**
 * A failure in, a judgement out: retry class, category, wait, side, reason and source.
 * Pure: no clock, no files, no sockets; knows nothing of contracts, mocks or clients.
 */
export {
  type Category,
  type Classification,
  categories,
  type Expectation,
  type Policy,
  policies,
  type RetryClass,
  retryClasses,
  type Side,
  type Signal,
  sides,
} from './classification.ts';
export { classifyRetry } from './classify.ts';
export { longestWaitInProcessMs } from './conditions.ts';
export { canonicalCode, knownSynonyms } from './error-codes.ts';
export { parseRateLimit } from './rate-limit-field.ts';
export { fieldsOf, signalOf } from './signal-of.ts';
export { namedCodes } from './table.ts';
export { readRetryAfter, readWait } from './waits.ts';
