import { defineCause, proven } from '../cause.ts';

/** There is no way to the address. */
export const networkUnreachable = defineCause({
  name: 'network-unreachable',
  summary:
    'There is no route to the address: the network is down, or the address is of a kind this machine cannot reach (IPv6, a private network).',
  side: 'network',
  reference: 'connect(2), EHOSTUNREACH, ENETUNREACH',
  runbook: 'connection-lost',
  next: [
    'Check the network of the machine itself: does any outside address answer?',
    'Look at the address that the name resolves to: a private one needs a VPN, an IPv6 one needs IPv6.',
    'Have the route checked by whoever runs the network.',
  ],
  explanation:
    'From where our workflow runs there is no way to {host}, so nothing was sent. This is a matter of our network, which we are looking into.',
  examples: [{ from: 'Node.js', error: 'EHOSTUNREACH: connect EHOSTUNREACH 10.0.0.7:443', phase: 'connect' }],
  find: ({ code }) =>
    code !== null && /^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/.test(code)
      ? proven(`error code ${code}`)
      : null,
});
