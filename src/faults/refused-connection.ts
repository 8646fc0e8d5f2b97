import { defineFault } from './fault.ts';
import { withDuration } from './instruction-text.ts';
import { read } from './options.ts';

const forMs = {
  name: 'forMs',
  summary: 'milliseconds for which nobody listens',
  schema: { type: 'integer', minimum: 1 },
  default: 1000,
};

/** Nobody listens on the port. Acts on the whole mock: a request that was already read can't be refused. */
export const refusedConnection = defineFault({
  name: 'refused-connection',
  summary: 'closes the listener for a while: every connection is refused',
  reference: 'RFC 9293 §3.5.3; Toxiproxy "down"',
  wiremock: null,
  phrase: 'a refused connection',
  parseInstruction: withDuration('refuse', forMs.name),
  instruction: 'refuse-for-5s',
  options: [forMs],
  acts: 'infrastructure',
  transport: true,
  seen: { fetch: 'fetch failed: ECONNREFUSED', nodeHttp: 'ECONNREFUSED: connect ECONNREFUSED' },
  class: 'retryable',
  effect: (options) => ({ kind: 'refuse', forMs: read(options, forMs) }),
});
