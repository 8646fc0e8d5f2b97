import { defineFault } from './fault.ts';
import { withSize } from './instruction-text.ts';
import { afterBytes, read } from './options.ts';

/** A RST after a part of the body went out. */
export const connectionResetMidBody = defineFault({
  name: 'connection-reset-mid-body',
  summary: 'sends the headers and a part of the body, then resets the connection (RST)',
  reference: 'RFC 9293 §3.5.2, RFC 9112 §8',
  wiremock: null,
  phrase: 'a connection reset in mid-body',
  parseInstruction: withSize('return-reset-connection-mid-body'),
  instruction: 'return-reset-connection-mid-body-after-1K',
  options: [afterBytes],
  acts: 'backend',
  transport: true,
  seen: { fetch: '200, then terminated: ECONNRESET', nodeHttp: '200, then ECONNRESET: read ECONNRESET' },
  class: 'retryable-if-idempotent',
  effect: (options) => ({ kind: 'reset', afterBytes: read(options, afterBytes) }),
});
