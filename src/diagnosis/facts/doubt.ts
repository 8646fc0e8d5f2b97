import type { Exchange } from '../../trace/exchange.ts';
import { headerOf } from '../../trace/exchange.ts';
import { statusMeant } from '../../trace/read/meant-status.ts';
import { asObject, firstOf, type Members } from '../../trace/read/values.ts';
import { type AnswerFacts, readAnswer } from './answer.ts';

/**
 * Whether an answer that counts as a success looks like a failure to whoever called an API: a web page, an error within
 * the body, a redirect that nobody followed, a body that can't be read. What a person opened in a browser is left alone.
 */
export function isDoubtful(exchange: Exchange): boolean {
  const answer = readAnswer(exchange);
  if (answer === null || exchange.outcome?.kind !== 'response' || isOpenedByPerson(exchange)) return false;
  if (answer.status >= 300 && answer.status < 400) return answer.status !== 304;
  return answer.isHtml || saysError(answer) || isUnreadable(answer, exchange);
}

function isOpenedByPerson({ request: { headers } }: Exchange): boolean {
  const destination = headerOf(headers, 'sec-fetch-dest');
  if (destination !== undefined) return destination !== 'empty';
  return /^text\/html/.test(headerOf(headers, 'accept') ?? '');
}

/** The body of an answer that reports success and means failure. */
export function saysError({ json, text, isHtml }: AnswerFacts): boolean {
  if (json === undefined) return !isHtml && ofXml.test(text.slice(0, 2000));
  return partsOf(json).some(isFailure) || isRefusal(json) || isAllRefused(json);
}

/** Every one of several things failed: `{"offsets":[{"error_code":50003,"error":"…"}]}`. */
function isAllRefused(json: unknown): boolean {
  const lists = Object.values(asObject(json) ?? {}).filter((value): value is readonly unknown[] =>
    Array.isArray(value),
  );
  return lists.some(
    (list) =>
      list.length > 0 &&
      list.every((item) => {
        const said = firstOf(asObject(item), 'error', 'error_message', 'errorMessage', 'errors');
        return typeof said === 'string' ? said !== '' : Array.isArray(said) && said.length > 0;
      }),
  );
}

/** `<soap:Fault>`, `<Error><Code>`, `<response status="error">`. */
const ofXml =
  /<([\w-]+:)?Fault>|<\w*Error(Response)?>\s*<|<error\b[^>]*\b(code|text|message)\s*=|<\w+ status\s*=\s*["']error|<(status|result)>\s*(error|fail\w*)\s*<\//i;

const wrappers = ['Response', 'response', 'result', 'data', 'meta', 'status', 'header', 'summary', 'SUMMARY'];

/** The body, and what APIs wrap their outcome into: `{"Response":{"Error":…}}`, `{"result":[{"status":{"code":-11}}]}`. */
function partsOf(json: unknown, depth = 0): readonly Members[] {
  const part = asObject(depth > 0 && Array.isArray(json) ? json[0] : json);
  if (part === null) return [];
  return depth > 2 ? [part] : [part, ...wrappers.flatMap((name) => partsOf(part[name], depth + 1))];
}

/** A lone sentence in the place of data that refuses: `{"Information":"Our rate limit is 25 requests per day."}`. */
function isRefusal(json: unknown): boolean {
  const values = Object.values(asObject(json) ?? {});
  const [said] = values;
  return values.length === 1 && typeof said === 'string' && [401, 403, 429].includes(statusMeant(said) ?? 0);
}

function isFailure(part: Members): boolean {
  const { ok, success, status, errors } = part;
  const list = Array.isArray(errors) && errors.length > 0;
  const named = firstOf(part, 'error', 'Error', 'error_message', 'errorMessage', 'Error Message');
  const told = (typeof named === 'object' && named !== null) || (typeof named === 'string' && named !== '');
  const failed = /^(error|fail(ed|ure)?)$/i.test(String(status));
  return (
    ok === false ||
    success === false ||
    status === false ||
    failed ||
    list ||
    told ||
    isThrown(part) ||
    hasOwnCode(part)
  );
}

/** An exception told as data: `{"exception":"moodle_exception","errorcode":"invalidtoken","message":"Invalid token"}`. */
function isThrown(part: Members): boolean {
  const thrown = firstOf(part, 'exception', 'exceptionClass', 'errorcode', 'errorCode', 'error_code');
  const said = firstOf(part, 'message', 'msg', 'errorMessage', 'error_description', 'description', 'detail');
  return (
    typeof thrown === 'string' &&
    /[a-z]{4}/i.test(thrown) &&
    !/^(ok|none|success\w*)$/i.test(thrown) &&
    typeof said === 'string' &&
    said !== ''
  );
}

/** Names for a number that is zero, or a few others, when all is well: `errno`, `retCode`, `status_code`. */
const codeMember = /^(err(or)?_?)?(no|code)$|^(ret(urn)?|status|result|res(ponse)?|biz)_?code$/i;
const saidMember = /^((err(or)?|ret(urn)?|status|result|res(ponse)?)_?)?(msg|message|desc)$|^error_?description$/i;

/** `{"errcode":40013,"errmsg":"invalid appid"}`: a number that isn't zero, beside words that speak of a failure. */
function hasOwnCode(part: Members): boolean {
  const members = Object.entries(part);
  const [, value] = members.find(([name, number]) => codeMember.test(name) && Number.isInteger(Number(number))) ?? [];
  const [, said] = members.find(([name, text]) => saidMember.test(name) && typeof text === 'string') ?? [];
  const code = Number(value ?? 0);
  if (code === 0 || typeof said !== 'string') return false;
  const isUnlikely = successes.has(code) || (code >= 200 && code < 300) || members.length > 6;
  return /\bfail(ed|ure)?\b|\berror\b/i.test(said) || statusMeant(said) !== null || (!isUnlikely && denying.test(said));
}

/** Numbers that some give to what went well. */
const successes = new Set([1, 100, 1000, 10000]);

/** Words that no success needs. */
const denying =
  /\b(not|no|null|empty|invalid|missing|unknown|unsupported|expired|wrong|illegal|incorrect|cannot|denied|exceed\w*|over(load\w*|due)|insufficient|required|must|duplicated?|already|refused|rejected|blocked|disabled)\b|n't\b/i;

/** JSON by its type, and none by its text. */
export function isUnreadable({ mediaType, json, text, status }: AnswerFacts, { request, outcome }: Exchange): boolean {
  if (status === 204 || request.method === 'HEAD' || !/\bjson\b/.test(mediaType)) return false;
  const cut = outcome?.kind === 'response' && outcome.response.body?.cut === true;
  return (
    outcome?.kind === 'response' && !cut && json === undefined && !/^\s*(true|false|null|-?\d[\d.eE+-]*)\s*$/.test(text)
  );
}
