import { bySigned, codeIn, defineCause, type Finding, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The gateway has no instance to send to. */
export const noHealthyUpstream = defineCause({
  name: 'no-healthy-upstream',
  summary: 'The gateway or load balancer has no healthy instance behind it.',
  side: 'provider',
  reference: 'Envoy response flag UH; AWS: Application Load Balancer, HTTP 503',
  runbook: 'service-unavailable',
  category: 'unavailable',
  next: [
    'Repeat with backoff: deployments and restarts last minutes.',
    'Look at the provider’s status page.',
    'If it lasts more than 15 minutes, send the provider the times and request ids.',
  ],
  explanation:
    'All instances of the API are down or being replaced at the moment; our request did not reach one. The workflow repeats it with pauses; it is mostly a matter of minutes.',
  refines: ['server-error', 'service-unavailable', 'upstream-unreachable'],
  examples: [
    {
      from: 'Envoy',
      response: 'HTTP/1.1 503 Service Unavailable\nServer: envoy\nContent-Type: text/plain\n\nno healthy upstream',
    },
    {
      from: 'AWS Application Load Balancer',
      response:
        'HTTP/1.1 503 Service Temporarily Unavailable\nServer: awselb/2.0\nContent-Type: text/html\n\n<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>',
    },
    {
      from: 'HAProxy',
      response:
        'HTTP/1.1 503 Service Unavailable\nContent-Type: text/html\n\n<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>',
    },
  ],
  find: (facts) => {
    if (facts.status === 502) return byNginx(facts);
    if (facts.status !== 503) return null;
    const code = codeIn(facts, /^no_endpoints$/);
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const said = saidIn(
      facts,
      /no healthy upstream|no server is available to handle|no server available|no (available|healthy) (server|backend|instance|endpoint)s?|failure to get a peer from the ring-balancer|application is not available|no instances? available|not have available server|unable to find instance|does not contain an instance/i,
    );
    if (said !== null) return bySigned(facts, said);
    return facts.by.product === 'awselb'
      ? proven('server: awselb/2.0 with 503: no registered or healthy targets')
      : null;
  },
});

function byNginx(facts: Facts): Finding | null {
  const said = saidIn(facts, /no live upstreams/);
  return said === null ? null : bySigned(facts, said);
}
