import { defineCause, likely } from '../cause.ts';

/** Client and server agree on no version, cipher or certificate. */
export const tlsHandshakeFailed = defineCause({
  name: 'tls-handshake-failed',
  summary:
    'Client and server could not agree on an encrypted connection: version, cipher, or a client certificate that is missing.',
  side: 'between',
  reference: 'RFC 8446 §6.2 (alerts)',
  runbook: 'connection-lost',
  next: [
    'Try with curl -v: it names the alert. "handshake failure" means version or cipher, "certificate required" a client certificate.',
    'Bring the client’s TLS library up to date; servers refuse TLS below 1.2.',
    'If the API asks for a client certificate (mutual TLS), configure it.',
  ],
  explanation:
    'Our workflow and {host} could not agree on an encrypted connection, so nothing was sent. We are comparing what both sides support and whether a client certificate is asked for.',
  examples: [
    {
      from: 'Node.js',
      error: 'EPROTO: write EPROTO error:0A000410:SSL routines::ssl/tls alert handshake failure',
      phase: 'connect',
    },
    {
      from: 'OpenSSL, mutual TLS',
      error: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: tlsv13 alert certificate required',
      phase: 'response',
    },
  ],
  find: ({ code }) =>
    code !== null && /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+|ERR_TLS_HANDSHAKE_TIMEOUT)$/.test(code)
      ? likely(`error code ${code}`)
      : null,
});
