/**
 * What a scenario's client does that is more than one call: working through many items, and the remedies for it, each
 * recorded call by call. The remedies themselves are the client's; nothing here decides when to try again.
 */
export { callInBatches } from './batches.ts';
export { differenceOfWaiting } from './comparison.ts';
export { callForEach } from './each.ts';
export { changeWhatIsFound, createWhatIsMissing, readWhatIsFound } from './existence.ts';
export { answeredFromCache, countOf, elapsedMs, requestsSent, unsent, waitedMs } from './measures.ts';
export { walkPages } from './pages.ts';
export { callGrowing, callPrepared } from './payload.ts';
export { renewalHeaders } from './renewal.ts';
