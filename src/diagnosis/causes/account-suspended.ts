import { byCodeOrWords, defineCause, likely, proven } from '../cause.ts';
import { holder, money, ofEither, plan } from '../vocabulary.ts';

/** The account behind the credential is closed, suspended, or hasn't paid. */
export const accountSuspended = defineCause({
  name: 'account-suspended',
  summary: 'The account behind the credential is suspended, disabled, not verified, or has not paid.',
  side: 'client',
  reference: 'RFC 9110 §15.5.3 (402); providers’ account states',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Log in to the provider’s console and look at the state of the account, plan and payment.',
    'Have the account owner settle what is asked for.',
    'Repeat one simple call afterwards; a new key is seldom needed.',
  ],
  explanation:
    'The provider does not serve our account at the moment: it is suspended or a payment is missing. The owner of the account can settle that in the provider’s console; our workflow is fine.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused', 'insufficient-scope'],
  examples: [
    {
      from: 'an API with plans',
      response:
        'HTTP/1.1 402 Payment Required\nContent-Type: application/json\n\n{"error":{"code":"subscription_inactive","message":"Your subscription is past due."}}',
    },
    {
      from: 'an account without credit, with a 400',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}',
    },
    {
      from: 'api.data.gov',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"error":{"code":"API_KEY_DISABLED","message":"The API key supplied has been disabled."}}',
    },
  ],
  find: (facts) => {
    if (facts.status === null || ![400, 401, 402, 403, 422, 429].includes(facts.status)) return null;
    const found = oneOfSeveral.test(facts.words) ? null : byCodeOrWords(facts, codes, ...words);
    if (facts.status !== 402) return found;
    // What comes with a 402 may be a quota as well, and its words say so.
    return found === null ? likely('status 402') : proven('status 402', ...found.evidence);
  },
});

const codes = [
  /^(captcha_?(challenge|required)\w*|account_?(inactive|suspended|disabled|closed|deactivated|locked)|API_KEY_DISABLED|API_KEY_UNVERIFIED|user_?(suspended|deactivated|not_active(_error)?|inactive)|(email|account|user|phone)_not_verified|billing_(not_active|hard_limit_reached|disabled|error)|subscription_(inactive|expired|cancel+ed|past_due|required)|payment_required|(\w+\.)?(REQUIRED_)?AGREEMENTS?_\w*(MISSING|EXPIRED|REQUIRED)\w*|(terms|tos)_(of_service_)?(not_accepted|required)|insufficient_(funds|credits?|balance))$/i,
  /(^|_)(insufficient|not_enough|low|no|negative)_(\w+_)?(funds|credits?|balance)(_|$)|(^|_)(balance|credits?)_(\w+_)?(insufficient|low|exhausted|not_enough|negative|empty)(_|$)|^(account_)?verification_required$/i,
];
const words = [
  /\b(active|paid|current) (subscription|plan|licen[sc]e|membership) (is )?(needed|required|necessary)\b|\boutstanding (balance|amount|invoice|payment)s?\b|\byou (are|were|have been) (banned|suspended|blocked|deactivated)\b|\blicen[sc]es? (is|are) (not|n't) (valid|active)\b/i,
  /\bterms( of \w+)?( have| were| are)?( not|n't) (been )?(accepted|agreed|signed)\b|\bnot match a verified\b|\bverified (sender|identity|domain)\b/i,
  ofEither(
    holder,
    'suspended|terminated|deactivated|disabled|inactive|frozen|blocked|banned|closed|paused|on hold|unverified|not (?:yet )?(?:verified|active|activated|confirmed|approved)',
  ),
  ofEither(
    plan,
    'inactive|expired|ended|cancel+ed|past due|lapsed|terminated|suspended|paused|not active|over|run out',
  ),
  ofEither(
    money,
    'insufficient|not enough|too low|low|exhausted|depleted|used up|empty|negative|run out|not sufficient',
  ),
  new RegExp(
    `(?:not|n't|no) (?:have )?(?:any |enough |sufficient )(?:\\w+ )?(?:${money})\\b|(?:out of|lack of|add|top up|no|without)(?: more| your| the)? (?:\\w+ )?(?:${money})\\b`,
    'i',
  ),
  new RegExp(`\\bno (?:active|current|valid) (?:\\w+ )?(?:${plan})\\b`, 'i'),
  /\b(pay first|please pay|(must|needs? to|has to|have to) pay|(is|has|was) not (been )?paid|unpaid)\b/i,
  /\bno (payment|billing|credit) (method|card|details|information|source)\b|payment (method|card) (is )?(missing|required|not (set|found|added))/i,
  new RegExp(
    `(?:${holder})(?:'s)?\\b[^.·]{0,40} (?:is|are|(?<!(?:may|might) )ha(?:s|ve) been) (?:currently |temporarily )?(?:suspended|paused|disabled|revoked)(?! due to)`,
    'i',
  ),
  /(domain|sender|address|e-?mail|phone|number|identity)\b[^.·]{0,30} (is |has |been )*not (yet )?(been )?(verified|authenticated|confirmed|validated)\b/i,
  /(terms|conditions|agreement|licen[sc]e|policy)\b[^.·]{0,20} must be (accepted|agreed|signed)/i,
  /(organi[sz]ation|account|user|e-?mail|phone|domain)\b[^.·]{0,20} (must|needs? to|has to) be (verified|activated|confirmed)/i,
  /(subscription|plan|licen[sc]e|contract|membership|trial)\b[^.·]{0,20} (has |have |is |was )?(been )?(ended|lapsed|run out|terminated|over)\b|renew (it|your (subscription|plan|licen[sc]e|membership))|(please |must |need to )?verify your account|account is (pending|awaiting|under) |(account|user|email) is not (fully set up|verified|activated|confirmed)|credits? (exceeded|exhausted|used up)|(free|trial|sandbox) accounts? (are|is|can|may)/i,
  /(must|needs? to|has to|have to|please) (first )?(agree|accept|sign)\b[^.·]{0,60}(agreement|terms|licen[sc]e|policy)/i,
  /agreements? [^.·]{0,20}(missing|expired|not (been )?(signed|accepted))|(not|n't) (yet )?(accept(ed)?|agreed? to|sign(ed)?) [^.·]{0,40}(agreement|terms|licen[sc]e|polic(y|ies)|conditions|disclaimer)/i,
  /(non-?active|inactive|suspended|disabled|deactivated) (accounts?|users?|apps?|subscriptions?)\b/i,
  /(?<!\bor )(account|user|subscription|organi[sz]ation|workspace|project|tenant|merchant|customer|company) (is |has been |was )?(currently )?(not (active|fully set up)|inactive|suspended|disabled|deactivated|closed|locked|blocked|frozen)/i,
  /(?<!\b(as|because|since) (the |your )?)(subscription|plan|licen[sc]e) (to [^.·]{0,40})?(is |has )?(inactive|expired|past due|cancel+ed)|enable billing|billing (is |to be )?(not|disabled|enabled)|(?=has been)(?<!\b(auth\w*|logins?|methods?|schemes?|apis?|features?|endpoints?|versions?|options?|protocols?|service) )has been (suspended|disabled)/i,
  /(credit|account) balance is (too low|insufficient|negative)|(insufficient|not enough|low|no more) (\w+ )?(funds|credits?|balance)\b|balance (is |being )?(too )?low|payment (is )?(required|overdue|past due)|trial (period )?(has |is )?(expired|ended|over)|out of credits|unavailable shop/i,
];

/** A login that fails for one of several reasons, of which the account is the last: `Invalid user name, password, or user locked out`. */
const oneOfSeveral = /\b(invalid|incorrect|wrong) (user ?name|login|credentials?|password|e-?mail)\b[^.·]{0,80}\bor\b/i;
