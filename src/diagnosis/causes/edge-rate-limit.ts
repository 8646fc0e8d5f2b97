import { defineCause, fieldIn, likely, proven, saidIn } from '../cause.ts';

/** The CDN limits how often one address calls. */
export const edgeRateLimit = defineCause({
  name: 'edge-rate-limit',
  summary: 'The CDN in front of the API limits calls from this address; the API itself never saw the request.',
  side: 'between',
  reference: 'Cloudflare docs: error 1015',
  runbook: 'rate-limiting',
  category: 'throttling',
  class: 'retryable-after-delay',
  next: [
    'Pause all calls from this address; the ban runs from seconds to a day.',
    'Spread or reduce the calls; limits here count the address, not the key.',
    'Ask the provider to raise the limit for this address, with the ray id.',
  ],
  explanation:
    'The network in front of the API has blocked our address for a while because we called too often; the API itself did not see the request. We pause, reduce the number of calls, and ask the provider if it happens in normal operation.',
  refines: ['burst-over-limit'],
  examples: [
    {
      from: 'Cloudflare',
      response:
        'HTTP/1.1 429 Too Many Requests\nServer: cloudflare\nCF-RAY: 8c1f2a-FRA\nContent-Type: text/plain\n\nerror code: 1015',
    },
  ],
  find: (facts) => {
    const said = saidIn(facts, /error (code: ?)?1015|you are being rate limited/i);
    // APIs say the same in JSON of their own limit.
    if (said === null || facts.answer?.json !== undefined) return null;
    return { ...(fieldIn(facts, 'cf-ray') === undefined ? likely : proven)(`the body says "${said}"`) };
  },
});
