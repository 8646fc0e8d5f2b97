import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The clocks of client and server disagree. */
export const clockSkew = defineCause({
  name: 'clock-skew',
  summary: 'The clock of the client is off, so a signed or dated credential is refused.',
  side: 'client',
  reference: 'AWS RequestTimeTooSkewed; RFC 7519 §4.1.5 (nbf)',
  runbook: 'invalid-credentials',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Compare the machine’s clock with the Date of the answer; more than a minute apart explains it.',
    'Switch on time synchronisation (NTP), on virtual machines and containers’ hosts too.',
    'Make a new signature or token and repeat the call once.',
  ],
  explanation:
    'The clock of the machine that runs our workflow differs from that of the API{skew}, so its signatures look outdated. We set the clock right and try again.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused', 'token-expired'],
  examples: [
    {
      from: 'Amazon S3',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/xml\n\n<?xml version="1.0"?><Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message></Error>',
    },
    {
      from: 'a token that is not valid yet',
      request:
        'GET /v1/alerts HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwibmJmIjoxODkzNDU2MDAwLCJleHAiOjE4OTM0NTk2MDB9.c2ln',
      response:
        'HTTP/1.1 401 Unauthorized\nDate: Wed, 25 Nov 2026 10:00:00 GMT\nContent-Type: application/json\n\n{"message":"Unauthorized"}',
    },
  ],
  find: (facts) => {
    if (isOfData(facts) || (facts.status !== 401 && facts.status !== 403 && facts.status !== 400)) return null;
    const code = codeIn(facts, /RequestTimeTooSkewed|RequestExpired|timestamp_?(expired|invalid)/i);
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const skewed = saidIn(facts, ...telling);
    if (skewed !== null) return likely(`the answer says "${skewed}"`);
    const said = saidIn(facts, ...hinting);
    if (said !== null && !/expired or (is )?not yet/i.test(said)) return likely(`the answer says "${said}"`);
    const from = facts.sent
      .map(({ claims }) => claims?.['nbf'] ?? claims?.['iat'])
      .find((value) => typeof value === 'number');
    if (typeof from !== 'number' || facts.answeredAt === null) return null;
    const early = Math.round((from * 1000 - facts.answeredAt) / 1000);
    return early > 5
      ? {
          ...proven(`the token is valid only from ${early} s after the answer`),
          values: { skew: ` by at least ${early} s` },
        }
      : null;
  },
});

/** Of what was measured some time ago, no clock is wrong. */
function isOfData({ status, words }: Facts): boolean {
  return status === 400 && /\b(entry|sample|stream|metric|data ?point|event)s?\b/i.test(words);
}

const telling = [
  /RequestTimeTooSkewed|request time and the [\w' ]{1,30} is too large|signature (expired|not yet current): \d{8}T\d+Z is now/i,
  /\bdate (header )?(is )?too (old|far|early|late|new)\b/i,
  /timestamp .{0,40}(too (old|far|early|late)|skew|outside|window|ahead|not within)/i,
  /\btimestamp\b[^·]{0,40}\b(must|should|has to) (be )?within\b|\btimestamp [^·]{0,20}recv_?window/i,
  /(server|system|local|your|client) (time|clock)[^.·]{0,30}(differs?|drift|off by|out of sync|too far|not synchroni[sz]ed)|out of (time|sync)\b|stale request|reported time\b/i,
  /in a reasonable time ?frame|clock (skew|drift)|clocks? (is|are) (not in sync|out of sync|skewed|wrong)|check (your|the) (system )?clock/i,
];
const hinting = [
  /(token )?used too early|\b(token|jwt|signature|assertion) used before|used before (issued|valid|its)|not yet valid|(request )?timestamp[^.·]{0,20}(expired|invalid|in the (past|future))/i,
];
