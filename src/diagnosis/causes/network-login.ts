import { defineCause, proven } from '../cause.ts';

/** The network wants somebody to log in first. */
export const networkLogin = defineCause({
  name: 'network-login',
  summary: 'The network asks for a login of its own (captive portal) before anything goes out.',
  side: 'network',
  reference: 'RFC 6585 §6 (511)',
  runbook: 'connection-lost',
  category: 'connection',
  next: [
    'Log the machine in to its network, or take it to one without a portal.',
    'Check the proxy settings.',
    'Repeat the call: the API has not seen it.',
  ],
  explanation:
    'The network that our workflow runs in asks for a login before it lets anything out; the API has not seen the call. We settle that with whoever runs the network.',
  examples: [
    {
      from: 'RFC 6585',
      response:
        'HTTP/1.1 511 Network Authentication Required\nContent-Type: text/html\n\n<html><title>Network Authentication Required</title></html>',
    },
  ],
  find: ({ status }) => (status === 511 ? proven('status 511') : null),
});
