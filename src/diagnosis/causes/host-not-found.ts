import { defineCause, likely, proven } from '../cause.ts';

/** The host name does not exist. */
export const hostNotFound = defineCause({
  name: 'host-not-found',
  summary: 'The host name of the base URL does not exist.',
  side: 'client',
  reference: 'getaddrinfo(3), EAI_NONAME',
  runbook: 'connection-lost',
  next: [
    'Compare the host name letter by letter with the documentation; look for a missing region, tenant or top-level domain.',
    'Look the name up from the machine that runs the integration (nslookup, dig) and from outside.',
    'If it resolves outside only, the platform uses another name server or needs a proxy: take it up with whoever runs the network.',
  ],
  explanation:
    'The address {host} does not exist from where our workflow runs, so nothing was sent. We are correcting the address in the configuration, or the name service that should know it.',
  examples: [
    { from: 'Node.js', error: 'ENOTFOUND: getaddrinfo ENOTFOUND api.exmaple.com', phase: 'connect' },
    { from: 'Python urllib3', error: 'NameResolutionError: Failed to resolve api.exmaple.com', phase: 'connect' },
  ],
  find: ({ code, words }) => {
    if (code !== 'ENOTFOUND') return null;
    const found = 'error code ENOTFOUND: the name server knows no such host';
    // Other things than hosts are resolved as well.
    return isPlain.test(words) ? proven(found) : likely(found);
  },
});

const isPlain =
  /ENOTFOUND|getaddrinfo|gaierror|host|address|domain|\bDNS\b|NameResolution|servname|NAME_NOT_RESOLVED|remote name|\(6\)/i;
