import { defineCause, proven } from '../cause.ts';

/** The certificate belongs to another host. */
export const wrongCertificateName = defineCause({
  name: 'wrong-certificate-name',
  summary: 'The certificate belongs to another host name than the one that was called.',
  side: 'client',
  reference: 'RFC 9110 §4.3.4; Node.js ERR_TLS_CERT_ALTNAME_INVALID',
  runbook: 'connection-lost',
  next: [
    'Call the API by the host name of its documentation, not by an address or an internal alias.',
    'Look which names the certificate holds: openssl s_client -connect HOST:443 | openssl x509 -noout -ext subjectAltName.',
    'If the documented name is missing, tell the provider.',
  ],
  explanation:
    'The server that answers for {host} shows a certificate for another name, so our workflow refuses the connection. Most often the address in the configuration is not the documented one.',
  examples: [
    {
      from: 'Node.js',
      error:
        "ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames: Host: api.internal. is not in the cert's altnames: DNS:api.example.com",
      phase: 'connect',
    },
  ],
  find: ({ code }) => (code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? proven(`error code ${code}`) : null),
});
