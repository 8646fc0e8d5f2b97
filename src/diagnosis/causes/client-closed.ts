import { defineCause, likely, proven, saidIn } from '../cause.ts';

/** The load balancer saw the client hang up. */
export const clientClosed = defineCause({
  name: 'client-closed',
  summary: 'The client hung up before the answer was ready.',
  side: 'client',
  reference: 'nginx 499; AWS: Application Load Balancer, HTTP 460',
  runbook: 'timeout',
  category: 'timeout',
  next: [
    'Set the client’s timeout above the time such calls take.',
    'Ask for less at once.',
    'Before repeating a write, look whether the first one was carried out.',
  ],
  explanation:
    'Our own client stopped waiting before the API had its answer ready. We let it wait longer, or ask for less.',
  refines: ['upstream-unreachable', 'upstream-timeout', 'server-error'],
  examples: [
    { from: 'AWS Application Load Balancer log', response: 'HTTP/1.1 460 \nServer: awselb/2.0\n\n' },
    {
      from: 'a gateway whose client left while it sent',
      response: 'HTTP/1.1 502 Bad Gateway\nContent-Type: text/plain\n\nreadfrom tcp 10.0.0.1:80: client disconnected',
    },
  ],
  find: (facts) => {
    if (facts.status === 460 || facts.status === 499) return proven(`status ${facts.status}`);
    if (facts.status === null || facts.status < 500) return null;
    const said = saidIn(
      facts,
      /client (has |had |was )?(prematurely )?(disconnected|closed|went away|gone|aborted|hung up)|(closed|aborted) by (the )?client/i,
    );
    return said === null ? null : likely(`the answer says "${said}"`);
  },
});
