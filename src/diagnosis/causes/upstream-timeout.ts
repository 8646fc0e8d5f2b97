import { codeIn, defineCause, isSigned, likely, proven, saidIn } from '../cause.ts';

/** The gateway waited for the backend and gave up. */
export const upstreamTimeout = defineCause({
  name: 'upstream-timeout',
  summary: 'A gateway waited for the backend and gave up; the backend may still be at work.',
  side: 'between',
  reference: 'RFC 9110 §15.6.5 (504); Envoy UT; AWS: API Gateway 29 s, ALB 60 s; Cloudflare 524 after 100 s',
  runbook: 'timeout',
  category: 'timeout',
  next: [
    'Ask for less at once: pages, a narrower filter, a smaller payload.',
    'Before repeating a write, look whether the first one was carried out.',
    'If it takes the same time every time{took}, that is the gateway’s limit: ask the provider for a way that answers at once and works in the background.',
  ],
  explanation:
    'The API’s own gateway gave up waiting for its backend{took}, so it is unknown whether the request was carried out. We ask for smaller portions, and take it to the provider if it keeps happening.',
  examples: [
    {
      from: 'AWS API Gateway',
      response:
        'HTTP/1.1 504 Gateway Timeout\nx-amzn-RequestId: 7\nContent-Type: application/json\n\n{"message":"Endpoint request timed out"}',
      tookMs: 29_050,
    },
    {
      from: 'nginx',
      response:
        'HTTP/1.1 504 Gateway Time-out\nServer: nginx\nContent-Type: text/html\n\n<html><head><title>504 Gateway Time-out</title></head><body><center><h1>504 Gateway Time-out</h1></center><hr><center>nginx/1.25</center></body></html>',
      tookMs: 60_010,
    },
    {
      from: 'Envoy',
      response: 'HTTP/1.1 504 Gateway Timeout\nServer: envoy\nContent-Type: text/plain\n\nupstream request timeout',
      tookMs: 15_003,
    },
    {
      from: 'Cloudflare',
      response: 'HTTP/1.1 524 \nServer: cloudflare\nCF-RAY: 8c1f-FRA\nContent-Type: text/plain\n\nerror code: 524',
      tookMs: 100_200,
    },
    {
      from: 'the alert and user API',
      response: 'HTTP/1.1 504 Gateway Timeout\nContent-Type: application/json\n\n{"detail":"Gateway timeout"}',
      tookMs: 2004,
    },
  ],
  find: (facts) => {
    const { status, tookMs, by } = facts;
    const isTimeout = status === 504 || status === 524 || status === 598 || status === 599;
    const isFailure = status !== null && status >= 500;
    const code = isFailure ? codeIn(facts, codes) : null;
    if (code !== null) return proven(`status ${status}`, `the answer's code is "${code}"`, ...timeTold(tookMs));
    const said = isFailure ? saidIn(facts, words) : null;
    if (!isTimeout && said === null) return null;
    return (isTimeout || isSigned(facts) ? proven : likely)(
      `status ${status}`,
      ...(said === null ? [] : [`the body says "${said}"`]),
      ...by.marks.filter(() => said === null),
      ...timeTold(tookMs),
    );
  },
});

/** The reasons of RFC 9209 and of Squid, Apigee and Vercel. */
const codes =
  /^(connection_(read|write)_timeout|http_response_timeout|ERR_(READ_TIMEOUT|LIFETIME_EXP)|[\w.]*GatewayTimeout|TARGET_(READ|WRITE)_TIMEOUT|\w+_(INVOCATION|TARGET)_TIMEOUT(_ERROR)?)$/;
const words =
  /upstream request timeout|endpoint request timed out|(first|between) bytes? timeout|backend (read )?timeout/i;

function timeTold(tookMs: number | null): readonly string[] {
  if (tookMs === null) return [];
  const limit = limits.find(([ms]) => Math.abs(tookMs - ms) <= 1500);
  return [`it took ${(tookMs / 1000).toFixed(1)} s${limit === undefined ? '' : `, the limit of ${limit[1]}`}`];
}

const limits: readonly (readonly [number, string])[] = [
  [29_000, 'AWS API Gateway (29 s)'],
  [30_000, 'many gateways (30 s)'],
  [60_000, 'nginx and AWS load balancers (60 s)'],
  [100_000, 'Cloudflare (100 s)'],
];
