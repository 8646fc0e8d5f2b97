import { defineCause, likely, proven } from '../cause.ts';

/** Nobody listens where the client connects. */
export const connectionRefused = defineCause({
  name: 'connection-refused',
  summary: 'Nothing listens at that address and port, or a firewall turns connections away.',
  side: 'network',
  reference: 'connect(2), ECONNREFUSED',
  runbook: 'service-unavailable',
  next: [
    'Check host and port of the base URL against the documentation, the environment (test, production) above all.',
    'Try a plain connection from the same machine: curl -v to the same host and port.',
    'If that is refused too, ask who runs the service whether it is up; if it works, look for a firewall or proxy between the platform and the API.',
  ],
  explanation:
    '{host} refuses connections, so our request never reached the API and nothing was processed. We are checking the address and whether the service is up; the call can safely be repeated once it is.',
  examples: [
    {
      from: 'Node.js: connect to a closed port',
      error: 'ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:8001',
      phase: 'connect',
    },
    { from: 'asyncio', error: "ECONNREFUSED: Connect call failed ('127.0.0.1', 8001)", phase: 'connect' },
    { from: 'Python requests', error: 'ConnectionRefusedError: [Errno 111] Connection refused', phase: 'connect' },
  ],
  find: ({ code, request, words }) => {
    if (code !== 'ECONNREFUSED') return null;
    const found = `error code ECONNREFUSED${request.host === '' ? '' : ` from ${request.host}`}`;
    // Some clients say only that connecting failed, whatever it failed at.
    return isVague.test(words) && !/refus/i.test(words) ? likely(found) : proven(found);
  },
});

const isVague =
  /call failed|attempts failed|connection failed|failed to open|(unable|failed) to connect|(could not|couldn't|cannot|can't) connect|not connect to/i;
