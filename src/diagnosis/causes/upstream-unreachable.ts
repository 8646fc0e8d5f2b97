import { bySigned, codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The gateway can't connect to the backend, or loses the connection. */
export const upstreamUnreachable = defineCause({
  name: 'upstream-unreachable',
  summary: 'A gateway could not connect to the backend, or lost the connection before an answer.',
  side: 'between',
  reference: 'RFC 9110 §15.6.3 (502); Envoy UF, UC; Cloudflare 520 to 523; AWS: ALB 502',
  runbook: 'service-unavailable',
  category: 'unavailable',
  next: [
    'Repeat reads with backoff; before repeating a write, look whether the first one was carried out.',
    'Look at the provider’s status page: restarts and deployments look like this.',
    'After 15 minutes send the provider times and request ids.',
  ],
  explanation:
    'A server in front of the API cannot reach the API itself at the moment; nothing is wrong with our request. The workflow repeats it with pauses, and we take it to the provider if it lasts.',
  examples: [
    {
      from: 'Envoy',
      response:
        'HTTP/1.1 503 Service Unavailable\nServer: envoy\nContent-Type: text/plain\n\nupstream connect error or disconnect/reset before headers. reset reason: connection failure',
    },
    {
      from: 'nginx',
      response:
        'HTTP/1.1 502 Bad Gateway\nServer: nginx\nContent-Type: text/html\n\n<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
    },
    { from: 'Cloudflare', response: 'HTTP/1.1 521 \nServer: cloudflare\nCF-RAY: 8c1f-FRA\n\n' },
    {
      from: 'AWS Application Load Balancer',
      response:
        'HTTP/1.1 502 Bad Gateway\nServer: awselb/2.0\nContent-Type: text/html\n\n<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>',
    },
    {
      from: 'the alert and user API',
      response: 'HTTP/1.1 502 Bad Gateway\nContent-Type: application/json\n\n{"detail":"Bad gateway"}',
    },
  ],
  find: (facts) => {
    const { status } = facts;
    if (status === null || status < 500) return null;
    const code = codeIn(facts, codes);
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const said = saidIn(facts, ...words);
    if (said !== null) return bySigned(facts, said);
    return byStatus(facts, status);
  },
});

function byStatus({ by, words: told }: Facts, status: number): Finding | null {
  if (status === 520 || status === 521 || status === 522 || status === 523 || status === 530)
    return proven(`status ${status}, which only Cloudflare sends`);
  // AnyEvent's numbers, which Proxmox passes on: no connection to the other node.
  if (status === 595 || status === 596) return likely(`status ${status}`);
  if (status !== 502) return null;
  // What stands behind a gateway of AWS answered, and not as it must.
  if (by.product === 'aws-api-gateway') return null;
  if (by.kind === 'gateway' || by.kind === 'edge') return proven('status 502', ...by.marks);
  // An API that explains itself was reached.
  return /something went wrong|internal error|unexpected error/i.test(told) ? null : likely('status 502');
}

/** The reasons of RFC 9209 and of Squid, Apigee and Vercel. */
const codes =
  /^(dns_(error|timeout)|destination_(unavailable|not_found|ip_unroutable)|endpoint_failure|connection_(refused|terminated|timeout)|TARGET_CONNECT_TIMEOUT|http_response_incomplete|ERR_(CONNECT_FAIL|DNS_FAIL|ZERO_SIZE_OBJECT|WRITE_ERROR|READ_ERROR)|[\w.]*UnexpectedEOFAtTarget|ROUTER_CANNOT_CONNECT|ROUTER_EXTERNAL_TARGET_(ERROR|CONNECTION_ERROR)|DNS_HOSTNAME_\w+)$/;
const words = [
  /upstream connect error or disconnect\/reset before headers|name resolution failed|dns\/balancer resolve|execute\(\): DNS resolution failed|an invalid response was received from the upstream server|connection refused|ECONNREFUSED/i,
  /(unable|failed|failure|error|attempt|cannot|could not|couldn't) (to )?(connect(ing)?|mak(e|ing) (a )?connection) to (the )?(\w+ )?(server|back ?end|upstream|origin|host|target|\S+:\d)|tunnel (connection )?failed(, response|:) 5\d\d|HTTP code 5\d\d from proxy|backend fetch failed|backend read error/i,
];
