import { defineCause, proven } from '../cause.ts';

/** The server's certificate is out of date. */
export const certificateExpired = defineCause({
  name: 'certificate-expired',
  summary: 'The certificate of the server has expired, or is not valid yet.',
  side: 'provider',
  reference: 'RFC 5280 §4.1.2.5; Node.js TLS error codes',
  runbook: 'connection-lost',
  next: [
    'Look at the dates: openssl s_client -connect HOST:443 | openssl x509 -noout -dates.',
    'Check the clock of the machine that connects: a wrong one makes good certificates look expired.',
    'If the dates are past, tell the provider. Do not switch verification off.',
  ],
  explanation:
    'The security certificate of {host} is out of date, so our workflow rightly refuses the connection. The provider has to renew it; switching the check off would expose your data.',
  examples: [{ from: 'Node.js', error: 'CERT_HAS_EXPIRED: certificate has expired', phase: 'connect' }],
  find: ({ code }) =>
    code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID' ? proven(`error code ${code}`) : null,
});
