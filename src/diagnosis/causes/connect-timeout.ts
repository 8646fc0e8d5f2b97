import { defineCause, proven } from '../cause.ts';

const codes = /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/;

/** Connecting gets no answer at all. */
export const connectTimeout = defineCause({
  name: 'connect-timeout',
  summary:
    'The connection attempt gets no answer: a firewall drops it, the address is not on an allow-list, or there is no route.',
  side: 'network',
  reference: 'connect(2), ETIMEDOUT; undici ConnectTimeoutError',
  runbook: 'connection-lost',
  next: [
    'Connect from the same machine with curl -v, then from another network: if only the first hangs, something between drops the packets.',
    'Ask the provider whether the address of the platform has to be on an allow-list, and tell them that address.',
    'Have outgoing rules of firewall and proxy checked for this host and port.',
  ],
  explanation:
    'Our connection to {host} gets no answer, so nothing was sent. Most often a firewall drops it or our address is not on the allow-list of the provider; we are finding out which.',
  examples: [
    {
      from: 'undici',
      error: 'UND_ERR_CONNECT_TIMEOUT: Connect Timeout Error (attempted address: 203.0.113.7:443, timeout: 10000ms)',
      phase: 'connect',
    },
    { from: 'Node.js', error: 'ETIMEDOUT: connect ETIMEDOUT 203.0.113.7:443', phase: 'connect' },
  ],
  find: ({ code, phase }) =>
    code === 'UND_ERR_CONNECT_TIMEOUT' || (code !== null && codes.test(code) && phase === 'connect')
      ? proven(`error code ${code} while connecting: no packet came back`)
      : null,
});
