import { defineCause, proven } from '../cause.ts';

/** The name server didn't answer. */
export const nameServerDown = defineCause({
  name: 'name-server-down',
  summary: 'The name server did not answer, so the address of the API could not be looked up.',
  side: 'network',
  reference: 'getaddrinfo(3), EAI_AGAIN',
  runbook: 'connection-lost',
  next: [
    'Try again: this is mostly a matter of seconds.',
    'If it stays, look up any other name from the same machine: when that fails too, the name server or the network is down.',
    'In containers, check the DNS settings of the container and of its host.',
  ],
  explanation:
    'Looking up the address of {host} failed for a moment, so nothing was sent. The workflow can repeat the call; if it goes on, the name service of our network needs attention.',
  examples: [
    {
      from: 'Node.js in a container without DNS',
      error: 'EAI_AGAIN: getaddrinfo EAI_AGAIN api.example.com',
      phase: 'connect',
    },
  ],
  find: ({ code }) =>
    code === 'EAI_AGAIN' ? proven('error code EAI_AGAIN: the look-up itself failed, not the name') : null,
});
