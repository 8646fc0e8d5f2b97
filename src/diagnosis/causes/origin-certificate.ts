import { defineCause, proven } from '../cause.ts';

/** The CDN and the origin can't agree on TLS. */
export const originCertificate = defineCause({
  name: 'origin-certificate',
  summary:
    'The CDN cannot set up an encrypted connection to the origin: an expired, wrong or missing certificate there.',
  side: 'provider',
  reference: 'Cloudflare docs: errors 525, 526',
  runbook: 'service-unavailable',
  category: 'unavailable',
  next: [
    'Tell the provider at once, with the ray id: it does not mend itself.',
    'Look at the status page.',
    'Do not repeat the call in a loop meanwhile.',
  ],
  explanation:
    'The certificate between the API’s CDN and its servers is broken, which only the provider can mend. We tell them and pause the workflow.',
  examples: [{ from: 'Cloudflare', response: 'HTTP/1.1 526 \nServer: cloudflare\nCF-RAY: 8c1f-FRA\n\n' }],
  find: ({ status }) =>
    status === 525 || status === 526 ? proven(`status ${status}, which only Cloudflare sends`) : null,
});
