/**
 * Words that many providers use for one thing, as parts of patterns: whoever names one kind of credential, plan or money
 * might have named another in its place. Causes build their patterns from these, so that a word is learnt once for all.
 */

/** Whose account it is. */
export const holder =
  'accounts?|users?|members?|company|companies|merchants?|partners?|tenants?|organi[sz]ations?|workspaces?|customers?|subscribers?|sellers?|shops?|channels?|sites?|profiles?|stores?';

/** What callers belong to. */
export const group =
  'accounts?|company|companies|partners?|tenants?|organi[sz]ations?|teams?|workspaces?|projects?|groups?|channels?|rooms?|spaces?|departments?|servers?';

/** What lets a caller in. */
export const credential =
  '(?:(?:api|access|auth|authentication|bearer|client|secret|security|service|refresh|subscription|licen[sc]e) )?(?:keys?|tokens?|secret|jwt)|credentials?|passwords?';

/** What is paid for and ends. */
export const plan = 'subscriptions?|plans?|tiers?|licen[sc]es?|memberships?|contracts?|editions?|trial(?: period)?';

/** What is spent. */
export const money = 'funds|credits?|balance|money|bundle|(?:buying|purchasing|spending) power|collateral';

/** How somebody is reached. */
const contact =
  '(?:e-?mail|mail|phone|mobile|cell|fax|telephone|msisdn)(?: phone)?(?: number| address)?|(?:zip|postal|post|area)[ -]?codes?|(?:street|postal|billing|shipping|delivery|mailing) address(?:es)?';

/** What states, banks and registers number by: persons, companies, taxes, accounts. */
const registered =
  'iban|bic|(?:swift|bank|branch)[ -]?codes?|vat(?: id| number)?|tax (?:id|number)|cpf[/ ]cnpj|cpf|cnpj|c[ée]dula|ruc|dni|cuit|cuil|rut|rfc|curp|nif|nie|cif|ssn|ein|tin|gstin|pan|abn|(?:company|business|social security|national insurance|registration|personal) (?:id|number|code)|(?:account|card|credit card|routing|registration|passport|national id) numbers?';

/** What trade numbers its things by. */
const numbered = 'isbn|issn|ean|gtin|upc|vin|imei|imsi|iccid|(?:tracking|serial|order|invoice) numbers?|checksum';

/** What machines read. */
const technical =
  'urls?|uris?|domain(?: name)?|host ?name|(?:mac|ip) address(?:es)?|coordinates?|latitude|longitude|slug|colou?r|regex|regular expression|cron(?: expression)?';

/** Values whose form is fixed, however it is called. */
export const formatted = [contact, registered, numbered, technical].join('|');

/** What is the matter with a value, a key or a signature. */
export const wrong =
  'invalid|incorrect|wrong|bad|illegal|not valid|not correct|mismatch(?:ed|ing)?|fail(?:ed|ure)|rejected|refused|error';

/** What kinds of values machines tell apart. */
export const kind =
  'strings?|integers?|ints?|numbers?|numeric|booleans?|bools?|arrays?|objects?|lists?|dict(?:ionary|ionaries)?|floats?|doubles?|decimals?|longs?';

/** What the parts of a request are called. */
export const part = 'fields?|param(?:eter)?s?|propert(?:y|ies)|attributes?|arguments?|args?|columns?|keys?';

const copula = '(?:is|are|was|were|has|have|had|been|being|currently)';

/** What only gives the reason of something else, or one of several. */
const aside = '(?<!\\b(?:as|because|since|or|if|when|until|unless) (?:the |your |this )?)';

/** A noun and what is said of it, in either order, as a sentence or a code taken apart tells it: `account is suspended`, `suspended account`. */
export function ofEither(noun: string, state: string): RegExp {
  return new RegExp(
    `\\b(?=(?:${noun})\\b)${aside}(?:${noun})(?: ${copula}){0,3} (?:${state})\\b|\\b(?:${state}) (?:${noun})\\b`,
    'i',
  );
}

/** A version of an API that is served no more. */
export const retiredVersion =
  /\b(no longer (available|supported)|retired|sunset|removed|gone|deprecated|discontinued)\b[^·]{0,40}\b(v\d|(api )?versions?)\b|\b(api v\d|v\d apis?|(this|that) (api )?version|version \S+ of (the|this|our) api)\b[^.·]{0,40}\b(no longer|retired|sunset|removed|gone|deprecated|discontinued|unavailable)\b/i;

/** What is already there: said more exactly than that a value is wrong. */
export const taken = /\balready (exists?|taken|there|registered|assigned|(being |been )?(used|taken)|in use)\b/i;

/** The list of scopes is written wrongly: neither is one missing, nor is one unknown. */
export const formOfScope =
  /\bscopes? (must|should|has to|have to|needs? to) be (an? )?(json )?(array|list|string|space|comma)/i;
