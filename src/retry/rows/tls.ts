import { defineRows } from '../row.ts';

/** The TLS handshake failed: nothing was sent, and nothing will be until a setting changes. */
export const tls = defineRows([
  {
    id: 'certificate-refused',
    codes: [
      'CERT_*',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT*',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    class: 'not-retryable',
    category: 'connection',
    side: 'provider',
    applied: 'no',
    reason: 'The certificate of the server does not hold: expired, for another name, or of an unknown issuer.',
    source: 'RFC 9110 §4.3.4; go-retryablehttp',
  },
  {
    id: 'handshake-failed',
    codes: ['EPROTO', 'ERR_SSL_*', 'ERR_TLS_*', 'UND_ERR_PRX_TLS'],
    class: 'not-retryable',
    category: 'connection',
    side: 'client',
    applied: 'no',
    reason: 'Client and server could not agree on TLS: check scheme, port and versions.',
    source: 'RFC 8446 §6.2; go-retryablehttp',
  },
]);
