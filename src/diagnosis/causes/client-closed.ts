import { defineCause, proven } from '../cause.ts';

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
  examples: [{ from: 'AWS Application Load Balancer log', response: 'HTTP/1.1 460 \nServer: awselb/2.0\n\n' }],
  find: ({ status }) => (status === 460 || status === 499 ? proven(`status ${status}`) : null),
});
