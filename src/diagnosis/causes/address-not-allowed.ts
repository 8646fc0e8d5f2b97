import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';

/** The API takes calls only from known addresses. */
export const addressNotAllowed = defineCause({
  name: 'address-not-allowed',
  summary: 'The API accepts this credential only from listed addresses, and the platform calls from another one.',
  side: 'client',
  reference: 'the reference, scenario 2 (IP whitelist)',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Find the outgoing address of the platform (call a what-is-my-address service from it).',
    'Have that address added to the allow-list of the key, or call from a listed one.',
    'Test the same key from a listed address: if it works there, nothing is wrong with the key.',
  ],
  explanation:
    'The API accepts our key only from addresses on its list, and our platform calls from another one{address}. The provider adds it, or we route the call through a listed one.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused', 'insufficient-scope'],
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: office-only-key',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Access from this IP address is not allowed."}',
    },
    {
      from: 'GitHub Enterprise',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"message":"Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource."}',
    },
  ],
  find: (facts) => {
    if (![400, 401, 403, 451].includes(facts.status ?? 0)) return null;
    const code = codeIn(
      facts,
      /ip_?(address_?)?(not_?allowed|restricted|blocked|denied)|API_KEY_(IP_ADDRESS|HTTP_REFERRER|ANDROID_APP|IOS_APP)_BLOCKED|unauthorized_ip|(^|_)no_auth\w*_i_?p$|^(domain|origin|referr?er|host|ip)_not_(allowed|authori[sz]ed|permitted|whitelisted)$/i,
      ...(facts.status === 400 ? [] : [/unsupported_country/i]),
    );
    const said = saidIn(
      facts,
      /\bIP\b(?!-\d)(?! addresses are)[^.·]{0,60}(not (allowed|permitted|authorized|whitelisted)|allow.?list|white.?list|restrict|blocked|denied)|(allow|white).?list[^.·]{0,40}\bIP\b(?!-\d)|(not allowed|denied|blocked)[^.·]{0,30}\bIP\b(?!-\d)|access from \d[\d.:a-f]+ is not allowed/i,
      /\b(IP|origin|domain|referr?er|host|address)\b[^.·]{0,40}\bnot (in|on|among|part of) [^.·]{0,40}(allowed|allow-?list|white-?list|approved|trusted|permitted)/i,
      /\bnot an? (\w+ ){0,2}IP\b(?!-\d)/i,
      /(unrecogni[sz]ed|unknown|unauthori[sz]ed|unapproved|invalid (request|client|source)) IP\b/i,
      /\bIP( address)?\b[ :'"(]*\d[\d.:a-f]+[^·]{0,80}(not (allowed|permitted|in)|block|denied|restrict|firewall)|blocked by [^.·]{0,40}firewall|firewall (settings|rules?)|public (network|internet) access|from location: \d/i,
      /(requests? from (referer|this (client|address|origin))|referr?er|(?<!cross-|same )origin)[^.·]{0,60}(blocked|not allowed|restricted)(?! by CORS)/i,
      ...(facts.status === 400
        ? []
        : [/(country|territory)[^.·]{0,30}(is )?not (supported|allowed|available)(?! for resource)/i]),
      /location[^.·]{0,30}(is )?not (supported|allowed|available)(?! for resource)|(restricted|blocked|unsupported) (location|country|region)|not available in your (country|region|location)/i,
    );
    const address = /\b\d{1,3}(\.\d{1,3}){3}\b/.exec(facts.words)?.[0];
    const values = { address: address === undefined ? '' : ` (${address})` };
    if (code !== null) return { ...proven(`the answer's code is "${code}"`), values };
    return said === null ? null : { ...likely(`the answer says "${said}"`), values };
  },
});
