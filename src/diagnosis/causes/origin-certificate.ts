import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';

/** The CDN, or a gateway, and the origin can't agree on TLS. */
export const originCertificate = defineCause({
  name: 'origin-certificate',
  summary:
    'The CDN or gateway cannot set up an encrypted connection to the origin: an expired, wrong or missing certificate there.',
  side: 'provider',
  reference: 'Cloudflare docs: errors 525, 526; RFC 9209 §2.3.13 to 2.3.15; nginx: proxy_ssl_verify',
  runbook: 'service-unavailable',
  category: 'unavailable',
  next: [
    'Tell the provider at once, with the ray id: it does not mend itself.',
    'Look at the status page.',
    'Do not repeat the call in a loop meanwhile.',
  ],
  explanation:
    'The certificate between the API’s CDN or gateway and its servers is broken, which only the provider can mend. We tell them and pause the workflow.',
  refines: ['upstream-unreachable'],
  examples: [
    { from: 'Cloudflare', response: 'HTTP/1.1 526 \nServer: cloudflare\nCF-RAY: 8c1f-FRA\n\n' },
    {
      from: 'a proxy that says why (RFC 9209)',
      response: 'HTTP/1.1 502 Bad Gateway\nProxy-Status: edge.example.net; error=tls_certificate_error\n\n',
    },
  ],
  find: (facts) => {
    const { status } = facts;
    if (status === 525 || status === 526) return proven(`status ${status}, which only Cloudflare sends`);
    if (status === null || status < 500) return null;
    const code = codeIn(facts, /^(tls_(protocol_error|certificate_error|alert_received)|ERR_SECURE_CONNECT_FAIL)$/);
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const said = saidIn(facts, words);
    // Spoken to a port that speaks plain HTTP it is no matter of certificates.
    return said === null || /wrong[_ ]version/i.test(facts.words) ? null : likely(`the answer says "${said}"`);
  },
});

const words =
  /handshak(e|ing) (with|to) (the )?(remote|upstream|origin|backend)|upstream SSL certificate|CERTIFICATE_VERIFY_FAILED|x509: certificate/i;
