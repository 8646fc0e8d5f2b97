import { defineCause, likely, proven } from '../cause.ts';

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
    {
      from: 'Java',
      error:
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY: PKIX path building failed: unable to find valid certification path to requested target',
      phase: 'connect',
    },
  ],
  find: ({ code, words }) => {
    if (code === null || !/^UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)$/.test(code)) return null;
    // Java, .NET, Rust and others say the same of a private authority, or only that the certificate isn't valid.
    return namesTheGap.test(words) ? proven(`error code ${code}`) : likely(`error code ${code}`);
  },
});

const namesTheGap = /verify the first certificate|issuer certificate|UNABLE_TO_|PartialChain/i;
