import { defineFault } from './fault.ts';
import { durationPattern, groupsOf, milliseconds } from './instruction-text.ts';
import { forMs, read } from './options.ts';

/** Silence where the status line should be. */
export const hang = defineFault({
  name: 'hang',
  summary: 'sends nothing, not even headers: for a time, or until the client gives up',
  reference: 'RFC 9110 §15.6.5; storage-testbench stall-for-Ts',
  wiremock: null,
  phrase: 'a hang',
  parseInstruction(text) {
    if (text === 'stall') return {};
    const groups = groupsOf(`stall-for-${durationPattern}`, text);
    return groups === null ? null : { forMs: milliseconds(groups[0], groups[1]) };
  },
  instruction: 'stall-for-5s',
  options: [forMs],
  acts: 'infrastructure',
  transport: true,
  seen: { fetch: 'TimeoutError of the caller’s signal', nodeHttp: 'nothing until the client’s own timeout' },
  class: 'retryable-if-idempotent',
  effect: (options) => ({ kind: 'hang', afterBytes: null, forMs: read(options, forMs) }),
});
