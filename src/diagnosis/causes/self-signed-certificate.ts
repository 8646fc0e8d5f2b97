import { defineCause, likely, proven } from '../cause.ts';

/** Nobody known signed the certificate. */
export const selfSignedCertificate = defineCause({
  name: 'self-signed-certificate',
  summary:
    'The certificate was signed by an authority that this machine does not know: TLS inspection by a proxy, or a private authority.',
  side: 'between',
  reference: 'Node.js TLS error codes; RFC 5280 §6',
  runbook: 'connection-lost',
  next: [
    'Look who signed it: openssl s_client -connect HOST:443 -showcerts. The name of your own company or of a security product means a proxy inspects TLS.',
    'Give the client that authority (NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE, the platform’s store of certificates).',
    'Do not switch verification off.',
  ],
  explanation:
    'The connection to {host} shows a certificate that our platform does not know, mostly because a security proxy inspects the traffic. The authority has to be added to the platform; then it works without lowering security.',
  examples: [
    {
      from: 'Node.js behind TLS inspection',
      error: 'SELF_SIGNED_CERT_IN_CHAIN: self-signed certificate in certificate chain',
      phase: 'connect',
    },
    { from: 'Node.js', error: 'DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate', phase: 'connect' },
    {
      from: 'Go',
      error: 'DEPTH_ZERO_SELF_SIGNED_CERT: x509: certificate signed by unknown authority',
      phase: 'connect',
    },
  ],
  find: ({ code, words }) => {
    if (code !== 'DEPTH_ZERO_SELF_SIGNED_CERT' && code !== 'SELF_SIGNED_CERT_IN_CHAIN') return null;
    // Go and browsers say the same where the server forgot its intermediate certificate.
    return /unknown authority|AUTHORITY_INVALID/.test(words)
      ? likely(`error code ${code}`)
      : proven(`error code ${code}`);
  },
});
