import { defineCause, type Finding, fieldIn, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** A firewall in front of the API refused the request. */
export const edgeFirewall = defineCause({
  name: 'edge-firewall',
  summary: 'A firewall or bot protection in front of the API refused the request; the API itself never saw it.',
  side: 'between',
  reference: 'Cloudflare docs: errors 1006, 1010, 1020; AWS WAF; Akamai reference numbers',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Send a User-Agent that names your integration, and no header that only browsers send.',
    'Try the same call from another network: if it passes, the address or country is blocked.',
    'Give the provider the ray or reference id and your address, and ask for an exception.',
  ],
  explanation:
    'A protection in front of the API takes our workflow for something unwanted and refuses it before the API sees it. Our credentials are not the reason; the provider can let our address pass.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'Cloudflare',
      response:
        'HTTP/1.1 403 Forbidden\nServer: cloudflare\nCF-RAY: 8c1f2a-FRA\nContent-Type: text/plain\n\nerror code: 1020',
    },
    {
      from: 'Cloudflare, a page for people',
      response:
        'HTTP/1.1 403 Forbidden\nServer: cloudflare\ncf-mitigated: challenge\nContent-Type: text/html\n\n<html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue</body></html>',
    },
    {
      from: 'Akamai',
      response:
        'HTTP/1.1 403 Forbidden\nServer: AkamaiGHost\nContent-Type: text/html\n\n<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don\'t have permission to access "http://api.example.com/" on this server.<P>Reference #18.2d351ab8.1557333295.a4e16ab</BODY></HTML>',
    },
    {
      from: 'CloudFront',
      response:
        'HTTP/1.1 403 Forbidden\nServer: CloudFront\nX-Cache: Error from cloudfront\nContent-Type: text/html\n\n<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1>Request blocked.</BODY></HTML>',
    },
  ],
  find: (facts) => {
    const { status, by } = facts;
    const named = facts.answer?.isHtml === true ? saidIn(facts, product) : null;
    if (named !== null) return likely(`the page says "${named}"`, ...by.marks);
    if (status !== 403 && status !== 406 && status !== 503) return null;
    const tunnel = refusedTunnel(facts);
    if (tunnel !== null) return tunnel;
    const challenge = ['cf-mitigated', 'cf-chl-bypass'].find((name) => fieldIn(facts, name) !== undefined);
    if (challenge !== undefined) return proven(`${challenge}: ${fieldIn(facts, challenge)}`);
    const denied = byProxy(facts);
    if (denied !== null) return denied;
    const said = saidIn(
      facts,
      /error (code: ?)?10(0[35-9]|1[02-57-9]|20)\b|checking your browser|request forbidden by administrative rules|just a moment\.\.\.|attention required! \| cloudflare|sorry, you have been blocked|access denied[\s\S]*reference #|incapsula incident|used cloudflare to restrict access|owner of this (web)?site [^.·]{0,60}has banned/i,
      /(?<!origin )request (is |was |has been )?(blocked|rejected|filtered)(?! by (CORS|auth)|[^·]{0,80}firewall settings)|(blocked|denied|rejected) by [^.·]{0,40}(\bWAF\b|security (rule|system|service)|filter)|access control configuration prevents|(incorrectly|mistakenly|wrongly|erroneously) (been )?blocked|(forbidden|denied|refused|blocked) by (the |an? )?(?!your\b)(\w+ )?(administrative|admin|access|security|firewall|network|web) (rules?|polic(y|ies))\b/i,
    );
    if (said === null) return ofEdge(facts);
    const marked = by.kind === 'edge' || fieldIn(facts, 'cf-ray') !== undefined;
    return { ...(marked ? proven : likely)(`the body says "${said}"`, ...by.marks) };
  },
});

/** Squid and Sucuri say in a field of their own that a rule of theirs refused the call. */
function byProxy(facts: Facts): Finding | null {
  const squid = fieldIn(facts, 'x-squid-error');
  if (squid !== undefined && /^ERR_ACCESS_DENIED\b/.test(squid)) return proven(`x-squid-error: ${squid}`);
  const sucuri = fieldIn(facts, 'x-sucuri-block');
  return sucuri === undefined ? null : proven(`x-sucuri-block: ${sucuri}`);
}

/** What firewalls and filters call themselves on their pages, whatever the status: F5, ModSecurity, FortiGate, Sucuri, Zscaler. */
const product =
  /requested URL was rejected\. Please consult|mod_?security|web ?site firewall|application firewall|web page blocked|\bWAF\b|fortigu?ard|\bsucuri\b|wordfence|zscaler|blocked by (\w+ )?(your|the) (administrator|organi[sz]ation)|unauthorized activity has been detected|web (content )?filter/i;

/** A page with which a CDN itself refuses is its protection's, whatever it says. */
function ofEdge({ status, by, answer }: Facts): Finding | null {
  return by.kind === 'edge' && status === 403 && answer?.isHtml === true ? likely('status 403', ...by.marks) : null;
}

/** A proxy lets nobody through to that host; the status is its own, not the API's. */
function refusedTunnel(facts: Facts): Finding | null {
  const said = saidIn(facts, /tunnel (connection )?failed(, response|:) \d{3}|HTTP code \d{3} from proxy/i);
  // With a 5xx the proxy would let it through, and reaches nobody.
  if ((said === null && facts.request.method !== 'CONNECT') || (facts.status ?? 0) >= 500) return null;
  return {
    ...likely(`status ${facts.status} for CONNECT`, ...(said === null ? [] : [`the error says "${said}"`])),
    summary: 'A proxy on the way refuses to open a tunnel to this host; the API was not reached.',
    next: [
      'Ask whoever runs the proxy to let this host and port through, and name both.',
      'If the host needs no proxy, add it to NO_PROXY.',
      'Make the same call from a network without the proxy, to see that the API itself answers.',
    ],
  };
}
