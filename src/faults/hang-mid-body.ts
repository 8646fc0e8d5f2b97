import { defineFault } from './fault.ts';
import { bytes, durationPattern, groupsOf, milliseconds, sizePattern } from './instruction-text.ts';
import { afterBytes, forMs, read } from './options.ts';

/** Silence in the middle of the body. */
export const hangMidBody = defineFault({
  name: 'hang-mid-body',
  summary: 'sends the headers and a part of the body, then nothing: for a time, or until the client gives up',
  reference: 'RFC 9112 §8; storage-testbench stall-for-Ts-after-YK',
  wiremock: null,
  phrase: 'a hang in mid-body',
  parseInstruction(text) {
    const timed = groupsOf(`stall-for-${durationPattern}-after-${sizePattern}`, text);
    if (timed !== null) return { forMs: milliseconds(timed[0], timed[1]), afterBytes: bytes(timed[2], timed[3]) };
    const endless = groupsOf(`stall-after-${sizePattern}`, text);
    return endless === null ? null : { afterBytes: bytes(endless[0], endless[1]) };
  },
  instruction: 'stall-for-5s-after-1K',
  options: [afterBytes, forMs],
  acts: 'backend',
  transport: true,
  seen: {
    fetch: '200, then TimeoutError of the caller’s signal',
    nodeHttp: '200, then nothing until the client’s own timeout',
  },
  class: 'retryable-if-idempotent',
  effect: (options) => ({ kind: 'hang', afterBytes: read(options, afterBytes), forMs: read(options, forMs) }),
});
