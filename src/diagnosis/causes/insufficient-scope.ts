import { codeIn, defineCause, type Finding, fieldIn, likely, proven, saidIn } from '../cause.ts';
import type { Call } from '../facts/history.ts';
import type { Facts } from '../facts/index.ts';
import { formOfScope, group, plan } from '../vocabulary.ts';

/** The credential is known, and may not do this. */
export const insufficientScope = defineCause({
  name: 'insufficient-scope',
  summary: 'The credential is accepted but lacks the permission (scope, role) for this operation.',
  side: 'client',
  reference: 'RFC 6750 §3.1 (insufficient_scope); RFC 9110 §15.5.4',
  runbook: 'invalid-credentials',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Look up which scope or role {method} {path} needs, and which the credential has.',
    'Have the permission added, or use another credential that has it; get a new token afterwards.',
    'Until then leave this step out: repeating it changes nothing.',
  ],
  explanation:
    'The API knows our credential but does not let it {method} here: it lacks a permission. We ask for that permission, or use a credential that has it.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'Slack, which answers 200',
      response:
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"channels:read"}',
    },
    {
      from: 'OAuth 2.0',
      request: 'POST /v1/alerts HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer abc\n\n{}',
      response: 'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope", scope="alerts:write"\n\n',
    },
    {
      from: 'GitHub',
      request: 'POST /repos/a/b/issues HTTP/1.1\nHost: api.github.com\nAuthorization: Bearer abc\n\n{}',
      response:
        'HTTP/1.1 403 Forbidden\nX-OAuth-Scopes: read:user\nX-Accepted-OAuth-Scopes: repo\nContent-Type: application/json\n\n{"message":"Resource not accessible by personal access token"}',
    },
    {
      from: 'a read-only key',
      request: 'POST /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: read-only-key\n\n{}',
      response: 'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Forbidden"}',
      before: ['GET /alerts → 200', 'GET /alerts → 200'],
    },
  ],
  find: (facts) => {
    if (ofKey.test(facts.words) && !ofScope.test(facts.words)) return null;
    if (formOfScope.test(facts.words)) return null;
    if (facts.status === 400 || facts.status === 422) return byField(facts) ?? bySaying(facts, ...saidOfScope, ofPlan);
    return isRefused(facts)
      ? (byField(facts) ?? bySaying(facts, ...said) ?? byDenial(facts) ?? byHistory(facts))
      : null;
  },
});

/** Dropbox answers 409 where it denies access, so the credential itself was good. */
function byDenial(facts: Facts): Finding | null {
  const isConflict = facts.answer?.status === 409 && facts.input.statusGuessed !== true;
  const code = isConflict ? codeIn(facts, /^(access_?denied|forbidden)$/i) : null;
  return code === null ? null : likely(`the answer's code is "${code}"`);
}

function isRefused(facts: Facts): boolean {
  return facts.status === 403 || facts.status === 401 || isRefusedAsMissing(facts);
}

/** Some answer 404 to what the credential may not see, and say so. */
function isRefusedAsMissing({ status, words }: Facts): boolean {
  return status === 404 && /(insufficient|missing|lack\w*|no) (permission|privilege|access|rights)/i.test(words);
}

function byField(facts: Facts): Finding | null {
  const code = codeIn(facts, ...codes);
  if (code !== null) return (broad.test(code) ? likely : proven)(`the answer's code is "${code}"`);
  const has = fieldIn(facts, 'x-oauth-scopes');
  const needs = fieldIn(facts, 'x-accepted-oauth-scopes');
  if (facts.status !== 403 || has === undefined || needs === undefined || needs === '') return null;
  const wanted = needs.split(/,\s*/);
  const held = has.split(/,\s*/);
  return wanted.some((scope) => held.includes(scope))
    ? null
    : proven(`the token has "${has}", the call needs one of "${needs}"`);
}

/** Words of gRPC and of AWS for all that is refused: mostly nothing allows it, and sometimes a policy or something else forbids it. */
const broad = /^(permission_denied|AccessDenied(Exception)?|UnauthorizedOperation)$/i;

/** A kind of right and what is the matter with it, in either order. */
const codes = [
  broad,
  /^(insufficient_?(scopes?|permissions?|access\w*|privileges)|missing_?(scopes?|permissions?|access)|no_?permissions?|access_?exception|not_?allowed_?token_?type|authorization_(request_?denied|fail(ed|ure)|permission_mismatch)|linked_authorization_failed|permission_?(denied|error)|restricted_resource|access_token_scope_insufficient|access_denied_insufficient_permissions|(\w+_)?rest_(cannot|forbidden)\w*)$/i,
  /(^|_)(permissions?|privileges?|scopes?|roles?)_(\w+_)?(denied|missing|required|insufficient|invalid|not_granted)(_|$)|(^|_)(key|token|user|account|client|product|resource)_access_(denied|refused|forbidden|restricted)(_|$)|(^|_)access_(type|level|role|policy|rights?)_(deny|denied|refused)(_|$)/i,
  /(^|_)(no|missing|insufficient|not_enough|lacks?|invalid)_(\w+_)?(permissions?|privileges?|scopes?|rights?|roles?)(_|$)/i,
  /(^|_)(admin(istrator)?|owner|moderator|superuser|premium|membership)_(\w+_)?(required|needed|only)$/i,
];

/** What is said of a key that isn't known, whatever the code beside it says. */
const ofKey =
  /\b(invalid|unknown|bad|wrong|incorrect) ([\w-]+ )?(app_?|api_?)?(token|key|credentials?)\b|\b(token|api[ _-]?key|credentials?)\b (is |are |was )?(probably |possibly |either )?(missing|incorrect|invalid|wrong|unknown)\b/i;
const ofScope = /scope|permission(?!_denied| denied)|privilege|role|not (allowed|authori[sz]ed|permitted)/i;
/** What another plan would allow. */
const ofPlan = new RegExp(
  `not (?:available|included|supported|allowed|possible|part of)(?: of)? (?:for|in|on|with|under|during|by|to)? ?(?:your|this|the|a|our)? ?(?:current |present |existing )?(?:\\w+ )?(?:${plan})\\b|(?:${plan})\\b [^.·]{0,20}(?:not|n't) (?:include|allow|support|cover|permit|provide|come with)|(?:feature|api|endpoint|option|function\\w*) [^.·]{0,40}\\brequires? (?:an? )?(?:\\w+ ){0,2}(?:${plan})\\b`,
  'i',
);
const said = [
  ofPlan,
  /\b(was|were|been) (kicked|removed|expelled|banned) from\b|\bbelongs? to (someone else|somebody else|another|a different) ?|(^|· )not your \w+|\bnot privileged\b|\bRBAC\b|\b(doesn't|does not|don't|do not) cover\b/i,
  /\b(premium|enterprise|pro|paid|business|plus)( only|-only)? (feature|endpoint|functionality|api)\b|(^|· )upgrade (to|your)\b|\bpremium[ _]only\b|\b(is|are) (private|not public)\b|\bmust be (an? |the )?(\w+ )?(admin|administrator|owner|maintainer|moderator|editor|manager)\b|\b(integration|app|application|bot|service account|user)\b[^.·]{0,20} (isn't|is not|not) (connected|invited|added|shared)\b/i,
  /(\bnot|n't|\bnever) (own|belong to you|yours)\b|\bnot (the |an )?(owner|creator|author)s? of\b/i,
  new RegExp(
    `not (?:currently )?(?:an? )?(?:active |valid )?(?:member of|part of|owner of|participant (?:of|in)|associated with|affiliated with|assigned to|enrolled in|in|belong(?:s|ing)? to) (?:the |this |that |your |any |current |requested )*(?:${group})\\b`,
    'i',
  ),
  /(has|have|had|with) no (\w+ )?(rights?|permissions?|access|privileges?|authori[sz]ation) (to|for|on)\b/i,
  /(not enough|too few) (permission|privilege|right)s?|insufficient (authentication |\w+ )?(scope|permission|privilege|role|access|rights)|(not have|lacks?|without) (enough|sufficient) (rights|permission)/i,
  /\b(?:does|do|did)(?: not|n't) belong to (?:the |this |that |your |any |current |requested )*(?!\w* ?(?:range|set|list|enum)\b)[a-z]\w+|\bnot (?:currently )?entitled\b/i,
  /\b(lacks?|lacking|missing|requires?|needs?|without)\b [^.·]{0,60}\b(scope|permission|role|privilege|approval)/i,
  /(?<!\bIP\b(?!-\d)[^.·]{0,40})not (authori[sz]ed|allowed|permitted|entitled|privileged) (to|for) (perform|access|use|do|view|create|read|write|the|this|that)/i,
  /(not|n't) (currently )?have (a |an |the |any |any of the )?(authori[sz]ation|permissions?|access|rights?|privileges?|sufficient|required|necessary)\b/i,
  /(token|key|role|user|account|credentials?|client|team|workspace|project|organi[sz]ation|member|application|app|principal|caller|domain)\b[^.·]{0,40}(not|n't) (allow|permit|grant|authori[sz])(s|ed|ted|d|e)?\b/i,
  /(not|n't) (allow|permit)(s|ed|ted)? (a |this |that |the |for |you )?[^.·]{0,30}(request|operation|action|user|endpoint|call|method)/i,
  /\b(reserved|restricted|limited|only) (for|to) (?!ip|the ip|requests|https?)[a-z]|\b(for|to) [a-z ]{3,30} only\b|\bscopes? (is |are )?not allowed/i,
  /(policy|rule)\b[^.·]{0,20}(does not|doesn't) allow|not been granted\b|(permissions?|access) check failed|only available (to|for|in|on|with)\b/i,
  /\baccess (is |was )?denied (of|for|while) (?!(the )?(user|ip|client|security|suspected|bot))\w+/i,
  /(ensure|check|verify|make sure|confirm)( that)? (you|(your|the) \w+( \w+)?) (have|has|includes?|got) (all )?(the )?(correct|right|required|necessary|proper|appropriate|sufficient|needed) (\w+ )?(scopes?|permissions?|access|rights|roles?|privileges?)/i,
  /\b(invalid|illegal|unauthori[sz]ed) access (to|on|of)\b|denied access|given capabilit(y|ies)|access to [^·]{1,80} is restricted|you are not (in|on) the (\w+ )?list/i,
  /(required|needed) (access|scopes?|permissions?|roles?|privileges?):|(scopes?|permissions?|roles?) (required|needed):|not allowed (with|for|by) (this|your|the) /i,
  /(not|n't) have [\w.:/-]{1,60} (permissions?|access|roles?|privileges?)\b/i,
  /(requires?|needs?) (an? )?([\w-]+ )?(membership|premium|upgrade)|(premium|membership|upgrade|higher (plan|tier)) (is )?required/i,
  /must have [^.·]{0,30}(rights|access|permission|role|privilege)|(access|permission|rights?)[^.·]{0,20}(is|was|been|are) (not|n't) granted|has not been granted\b|\bno permissions?\b|(required|necessary|sufficient) permissions?\b/i,
  /(hasn't|has not|haven't|have not|not) (been )?granted [^.·]{0,40}(scope|permission|access)|not consented|consent (is )?required/i,
  /permissions? denied|permission '?[^'·]{1,80}'? denied|(?<!logged in )to perform this action|authori[sz]ation failed(?! for https?:|[^·]{0,40}\b(credentials|key|token)\b)|security constraints/i,
  /(user|account|client|role)[^.·]{0,30} not (being )?(permitted|allowed|authori[sz]ed) to \w+/i,
  /does not (contain|include|have) (the )?(required )?(scope|permission)|different access level|not (invited|a member of|part of)\b|not in channel/i,
  /cannot (get|list|watch|create|update|patch|delete|impersonate) (resource|path)|resource not accessible|unauthorized (for user|to access)/i,
  /not belong to (this |the )?(tenant|organi[sz]ation|account|workspace|project)|read[- ]only|operation (is )?not permitted/i,
  /(must be|only|restricted to|requires?) (an? |the )?(admin|owner|administrator|superuser|root|maintainer)s?\b|missing[ _]access(?![ _](token|key))/i,
  /invalid permissions|not (available|included|supported) (for|in|on|with) (your|this|the) (current )?(\w+ )?(plan|subscription|tier|edition)/i,
  /upgrade (your|to) [^.·]{0,30}(plan|account|subscription)|(only|is) available (for|to|in|on|with) (the )?(paid|premium|pro|plus|business|enterprise|\w+ plan)|please upgrade|row-level security|violates [^.·]{0,30}polic|(^|· )(operation |action |request )?not (allowed|permitted|authori[sz]ed)[.!]?(?=$| ·)|consumer isn't authori[sz]ed|\bmissing [^.·]{0,40}privilege/i,
];

/** With a 400 only what names the scope or the account. */
const saidOfScope = [
  /(does not (contain|include|have)|missing|insufficient|requires?|lacks?)[^.·]{0,30}\bscopes?\b|(insufficient|not enough|too few) (access|rights?|permissions?|privileges?)|not consented to use/i,
  /(account|user|client|application)\b[^.·]{0,20} (is )?not (authorized|permitted|allowed) (to|for) \w+|scopes? (is|are) (required|not allowed)|\b(for|to) (\w+ ){0,2}(subscribers|members|customers|users|accounts|plans) only\b/i,
  /\b(premium|paid|pro|enterprise|business) (subscribers?|members?|users?|customers?|accounts?|plans?) only\b|\bnot (currently )?entitled (to|for)\b/i,
  /(?=\bno|n't)(?<!\b(or|if|that|because) [^.·]{0,40})(\bnot|n't) have (the |any )?(access|rights?|privileges?) to (?!ip\b)\w+|access (is |was )?denied (of|for|while) (?!users?\b)\w+/i,
  /(?=\bno|n't)(?<!\b(or|if|that|because) [^.·]{0,40})\bnot have (a |the |any )?(\w+ ){0,2}(permissions?|privileges?|rights?)\b|(?=\bno|n't)(?<!\b(or|if|that|because) [^.·]{0,40})\bno (\w+ )?(permission|privilege)s?\b|permission denied/i,
  /only available (for|to|in|on) (paid|premium|pro|business|enterprise)/i,
];

function bySaying(facts: Facts, ...words: readonly RegExp[]): Finding | null {
  const found = saidIn(facts.status === 401 ? withoutBare(facts) : facts, ...words);
  return found === null ? null : likely(`the answer says "${found}"`);
}

/** With a 401, "not authorized" that says not for what means the credential and no permission. */
function withoutBare(facts: Facts): Facts {
  const bare = new RegExp(
    `(?<!\\b(?:${group}) (?:is )?)\\b(?:is |are )?(?:not authori[sz]ed|unauthori[sz]ed)\\b(?! (?:to|for|on|by|in|with|from|access)\\b)|\\bauthori[sz]ation (?:has )?failed\\b(?! for)`,
    'gi',
  );
  return { ...facts, words: facts.words.replaceAll(bare, ''), plain: facts.plain.replaceAll(bare, '') };
}

/** Reads pass and this write doesn't, with the same host: the credential is good for less than was asked. */
function byHistory({ status, request, history }: Facts): Finding | null {
  if (status !== 403 || ['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return null;
  const reads = history.before.filter(isGoodRead);
  return reads.length === 0
    ? null
    : likely(`${reads.length} reads of the same host succeeded, this ${request.method} is refused`);
}

function isGoodRead({ method, failure }: Call): boolean {
  return method === 'GET' && failure === null;
}
