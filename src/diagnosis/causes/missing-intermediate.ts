import { defineCause, proven } from '../cause.ts';

/** The chain of certificates has a gap. */
export const missingIntermediate = defineCause({
  name: 'missing-intermediate',
  summary:
    'The chain of certificates cannot be followed: the server sends no intermediate certificate, or this machine lacks the root.',
  side: 'provider',
  reference: 'RFC 8446 §4.4.2; Node.js TLS error codes',
  runbook: 'connection-lost',
  next: [
    'Look at what the server sends: openssl s_client -connect HOST:443 -showcerts. One certificate alone means the intermediate is missing.',
    'Browsers fetch missing ones themselves, so "it works in the browser" proves nothing here.',
    'Tell the provider; until then give the client the intermediate, do not switch verification off.',
  ],
  explanation:
    'The certificate of {host} comes without the chain that proves it, so our workflow refuses the connection. The provider has to install the missing part.',
  examples: [
    {
      from: 'Node.js',
      error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
      phase: 'connect',
    },
    {
      from: 'Python',
      error: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate verify failed: unable to get local issuer certificate',
      phase: 'connect',
    },
  ],
  find: ({ code }) =>
    code !== null && /^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)$/.test(code)
      ? proven(`error code ${code}`)
      : null,
});
