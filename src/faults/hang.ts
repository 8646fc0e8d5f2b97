import { defineFault } from './fault.ts';
import { withDuration } from './instruction-text.ts';
import { forMs, read } from './options.ts';

const stallFor = withDuration('stall', forMs.name);

/** Silence where the status line should be. */
export const hang = defineFault({
  name: 'hang',
  summary: 'sends nothing, not even headers: for a time, or until the client gives up',
  reference: 'RFC 9110 §15.6.5; storage-testbench stall-for-Ts',
  wiremock: null,
  phrase: 'a hang',
  parseInstruction: (text) => (text === 'stall' ? {} : stallFor(text)),
  instruction: 'stall-for-5s',
  options: [forMs],
  acts: 'infrastructure',
  transport: true,
  seen: { fetch: 'TimeoutError of the caller’s signal', nodeHttp: 'nothing until the client’s own timeout' },
  class: 'retryable-if-idempotent',
  effect: (options) => ({ kind: 'hang', afterBytes: null, forMs: read(options, forMs) }),
});
