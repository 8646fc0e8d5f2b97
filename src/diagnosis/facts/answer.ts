import { fieldsOf } from '../../retry/index.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { objectIn } from '../../trace/read/object-in-text.ts';

/** An answer with everything read out of it that causes ask about. */
export interface AnswerFacts {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Undefined when the body is none. */
  readonly json: unknown;
  /** Without parameters, lower case; empty when there is none. */
  readonly mediaType: string;
  readonly isHtml: boolean;
  /** Words that a machine wrote for machines: error codes and types, of the body and of header fields. */
  readonly codes: readonly string[];
}

/** Null: no status line came. */
export function readAnswer({ outcome }: Exchange): AnswerFacts | null {
  if (outcome === null || outcome.kind === 'no-response') return null;
  const { status, headers: list, body } = outcome.response;
  const headers = fieldsOf(list);
  const text = body?.text ?? '';
  const json = readJson(text);
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isHtml = mediaType.includes('html') || (mediaType === '' && /^\s*(<!doctype html|<html)/i.test(text));
  return {
    status,
    headers,
    text,
    json,
    mediaType,
    isHtml,
    codes: [...headerCodes(headers), ...bodyCodes(json), ...(json === undefined ? textCodes(text) : [])],
  };
}

/** The text as JSON; undefined when it is none. */
export function readJson(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function headerCodes(headers: Readonly<Record<string, string>>): readonly string[] {
  const challenge = headers['www-authenticate'] ?? '';
  const named = [...challenge.matchAll(/\berror="?([\w.-]+)"?/g)].map(([, code]) => code ?? '');
  const own = Object.entries(headers).flatMap(([name, value]) => {
    const code = errorField.test(name) ? /^[A-Za-z_][\w.-]*(?=$|[:;,]| [\d(])/.exec(value)?.[0] : undefined;
    return code === undefined ? [] : [code];
  });
  const byProxy = [...(headers['proxy-status'] ?? '').matchAll(/; *error="?(\w+)/g)].map(([, code]) => code ?? '');
  return [...named, ...own, ...byProxy].filter((code) => code !== '');
}

/** Fields that providers and proxies have for a code: `x-amzn-errortype`, `x-ms-error-code`, `x-authentication-denied-reason`, `x-squid-error`. */
const errorField = /^(x-)?[\w-]*(error|denied|deny|failure|reject|login)-?(code|type|reason)$|^x-([\w-]+-)?\w*error$/;

/** Codes as SDKs and XML tell them: `'error': 'x_y'`, `Error: (X)`, `api error X`, `Error Code: X`, `An error occurred (X)`, `<Code>X</Code>`, `HttpError: 403: x_y`, `NAME_UNKNOWN: …`, `googleapi: Error 403: …, x`. */
const tellings = [
  /(?:\berrors?\b|failed|failure|exception)[^\n]{0,120}?[:=(] ?([a-z]{3,20}(?:_[a-z]{2,20}){1,4})\b(?![\w/.(:=])/gi,
  /\\?["'](?:error|code|error_?code|error_?type|reason)\\?["']\s*(?::|=>)\s*\\?["']([a-z]\w{2,60})\\?["']/gi,
  /(?:Error|Exception): \(([A-Z]\w{2,60})\) /g,
  /\b(?:code +=|ErrorCode) +\\{0,2}"?([A-Z]\w{4,60})\b/g,
  /(?:\bapi error |\berror ?code:? ?|\bCode="|\berror occurred \(|<(?:\w*Code|errorType|faultcode)>)(?:[\w-]+:)?([A-Z][\w.]{2,60}\w)\b/gi,
  /(?:Error|Exception)\b[^\n]{0,80}?(?<![\w/.])([a-z]{3,20}(?:_[a-z]{2,20}){1,4})(?![\w/.(])/g,
  /(?<![\w.])([A-Z]{3,20}(?:_[A-Z]{2,20}){1,4})(?=: [A-Za-z])/g,
  /[("']([A-Z]{3,20}(?:_[A-Z]{2,20}){1,5})[)"',]/g,
  /\(([a-z]{3,20}(?:_[a-z]{2,20}){1,4})[,)]/g,
  /(?:Error|Exception)\(\d{3}, u?['"]([\w.]+)['"]/g,
  /\bgoogleapi: Error \d{3}: [^\n]*, (\w+)\s*$/gm,
  /(?<=^|: )([A-Z][a-z]+(?:[A-Z][a-z]+)+(?:\.[A-Z]\w+)?)(?=: [^\n]*\n?\s*status code: \d{3})/gm,
];

function textCodes(text: string): readonly string[] {
  if (text === '') return [];
  // What stands in an address is no code.
  const start = text.slice(0, 4000).replaceAll(/\bhttps?:\/\/[^\s"'<>]+/g, '');
  return tellings.flatMap((telling) => [...start.matchAll(telling)].map(([, code]) => code ?? ''));
}

const codeNames = new Set([
  'code',
  'type',
  '__type',
  'error',
  'errors',
  'errorcode',
  'error_code',
  'errortype',
  'error_type',
  'reason',
  'kind',
  'status',
  'errcode',
  'errno',
  'key',
  'id',
  'name',
  '.tag',
  'tag',
  'category',
  'issue',
  'faultcode',
  'exception',
]);

/** The codes of a body, however deep they stand. */
function bodyCodes(json: unknown, depth = 0): readonly string[] {
  if (depth > 8 || typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return json.slice(0, 20).flatMap((item: unknown) => bodyCodes(item, depth + 1));
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object') return bodyCodes(value, depth + 1);
    // Gateways put the body that they got into their own message.
    if (typeof value === 'string' && value.includes('{')) return bodyCodes(objectIn(value)?.json, depth + 1);
    const code = /^(string|number)$/.test(typeof value) ? codeOf(name, String(value)) : undefined;
    return code === undefined ? [] : [code];
  });
}

/** A value that stands under a name for codes and looks like one, a single word or a URI, or one that is written like a code. */
function codeOf(name: string, value: string): string | undefined {
  if (value.length > 200) return undefined;
  const isSaid = saying.test(name) && unspoken.test(value);
  const isCode = isSaid || codeNames.has(name.toLowerCase()) || codeEnding.test(name);
  return shouting.exec(value)?.[1] ?? (isCode && /^\S+$/.test(value) ? value : undefined);
}

/** A code whatever it stands under, before a sentence or behind a phrase: `EMAIL_EXISTS`, `WEAK_PASSWORD : Password should be …`, `Bad Request: QUERY_ID_INVALID`. */
const shouting = /^(?:[A-Z][a-z]+(?: [A-Z]?[a-z]+){0,2}: )?([A-Z][A-Z\d-]*(?:[_.][A-Z\d-]+)+)(?=$| ?: )/;

/** Names for what a person shall read. */
const saying =
  /^((err(or)?|short|status|response|detail)_?)?(message|msg|detail|title|description|text|info|summary)$/i;

/** No sentence, whatever it stands under: `api.err.LoginRequired`, `invalid_token`, `AccountDisabled`. */
const unspoken = /^[a-z]+([._][A-Za-z]+)+$|^([A-Z][a-z]+){2,}$/;

/** Names of a provider's own for a code: `ErrorCode`, `error_subcode`, `exceptionType`, `messageKey`. */
const codeEnding = /(code|reason|error_?name|(error|exception|fault|problem)_?type|message_?key|error_?key)$/i;

/** What a person reads in the body: its messages, or the text of a page, on one line. */
export function wordsOf(answer: AnswerFacts): string {
  return [wordsOfBody(answer), wordsOfChallenge(answer), wordsOfFields(answer)]
    .filter((words) => words !== '')
    .join(' · ');
}

/** `error_description` of RFC 6750, and the sentences that some quote without a name. */
function wordsOfChallenge({ headers }: AnswerFacts): string {
  const quoted = [...(headers['www-authenticate'] ?? '').matchAll(/(\w*=?)"([^"]* [^"]* [^"]*)"/g)];
  return quoted.flatMap(([, name, said]) => (/^(realm|scope)=/i.test(name ?? '') ? [] : [said ?? ''])).join(' · ');
}

/** Fields that some providers have for a sentence: `x-error: Missing consumer key.`, `x-error-message`. */
function wordsOfFields({ headers }: AnswerFacts): string {
  const told = Object.entries(headers).filter(([name, value]) => tellingField.test(name) && /[a-z] [a-z]/i.test(value));
  return told.map(([, value]) => value).join(' · ');
}

const tellingField =
  /^(x-)?([\w-]+-)?(error|err|failure|denied|deny|reject(ion)?)(-?(message|msg|description|detail|reason|text|info))?$/;

function wordsOfBody({ json, isHtml, text }: AnswerFacts): string {
  if (json !== undefined) return [...messages(json)].join(' · ').replaceAll('’', "'").slice(0, 2000);
  const isMarkup = isHtml || /^\s*<[\w?!]/.test(text);
  const plain = isMarkup ? `${isHtml ? '' : attributesOf(text)} ${textOfPage(text)}` : spoken(text);
  return plain.replaceAll(/\s+/g, ' ').replaceAll('’', "'").trim().slice(0, 2000);
}

/** A text without what programs print around what an answer says: the line of its call, times, paths of addresses, packages of classes, code. */
function spoken(text: string): string {
  return text
    .replaceAll(/^[ \t]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+[ \t]*$/gm, ' ')
    .replaceAll(/^[ \t]*(?:raise|throw) .*$/gm, ' ')
    .replaceAll(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}\S*/gm, ' ')
    .replaceAll(/(https?:\/\/[\w.:-]{1,200})\/[^\s"'`<>)\]]*/g, '$1')
    .replaceAll(/\b(?:[a-z]\w{0,40}\.){2,9}(?=[A-Z])/g, '');
}

/** What XML tells in attributes: `<error code="1029" description="…"/>`. */
function attributesOf(xml: string): string {
  const told = xml.matchAll(
    /\s(?:message|msg|description|detail|reason|text|error|short_?text|error_?(?:message|text|description))="([^"]{3,400})"/gi,
  );
  return [...told].map(([, said]) => said ?? '').join(' · ');
}

const entities = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }));

/** A page without its tags and scripts, its entities as the characters they stand for. */
function textOfPage(html: string): string {
  return html
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(\w+);/g, (whole, name: string) => entities.get(name) ?? whole);
}

/** An address tells where, not what. */
const isPlace = /^(https?:\/\/|\/(?=\w))\S*$|^[^\s@]+@[^\s@]+\.\w+$/i;

/** What programs print beside what they say. */
const unread = /^((raw_?)?headers|config|stack(_?trace)?)$/i;

function messages(json: unknown, depth = 0): readonly string[] {
  if (typeof json === 'string') return isPlace.test(json) ? [] : [json];
  if (depth > 9 || typeof json !== 'object' || json === null) return [];
  return Object.entries(json)
    .slice(0, 50)
    .flatMap(([name, value]: [string, unknown]) => (unread.test(name) ? [] : messages(value, depth + 1)));
}
