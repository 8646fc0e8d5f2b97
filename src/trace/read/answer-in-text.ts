import type { RecordedResponse } from '../exchange.ts';
import { bodyOf } from './http-text.ts';
import { objectIn } from './object-in-text.ts';
import { asNumber, asObject, firstOf } from './values.ts';

/** An answer that a text retells. */
export interface ToldAnswer {
  readonly response: RecordedResponse;
  /** The text names no status: it was read out of the body's words. */
  readonly isGuessed: boolean;
}

/** The answer that the text of an error retells: a status as programs write it, a body, or both; null when neither is there. */
export function answerIn(text: string): ToldAnswer | null {
  const page = text.search(/<!doctype html|<html/i);
  const found = objectIn(page === -1 ? text : text.slice(0, page));
  const told = statusTold(text);
  const named = found === null ? null : statusNamed(found.json);
  const other = told === null && named === null ? otherThanJson(text) : null;
  if (other !== null) return other;
  const status = told ?? named ?? meantBy(found?.text ?? null, text);
  if (status === null) return null;
  return { response: { status, ...bodyIn(text, found?.text, page) }, isGuessed: told === null && named === null };
}

/** The status that comes with a body: the one it names, else the one its words speak of. */
export function statusOfBody(json: unknown, text: string): number | null {
  return statusNamed(json) ?? statusMeant(text);
}

/** A parser's complaint retells how the body began: with a tag, or not at all. */
function otherThanJson(text: string): ToldAnswer | null {
  const isPage = /Unexpected token '?<|invalid character '<' looking for/.test(text);
  const isEmpty = /Unexpected end of JSON input|Expecting value: line 1 column 1 \(char 0\)/.test(text);
  if (!isPage && !isEmpty) return null;
  const type = isPage ? 'text/html' : 'application/json';
  const headers = [['Content-Type', type] as const];
  return { response: { status: 200, headers, body: bodyOf(isPage ? '<' : '') }, isGuessed: true };
}

/** Words of SDKs that stand for an answer, though the text shows neither its status nor its body. */
const isOfAnswer =
  /An error occurred \(\w+\) when calling|API ?(Response)?(Error|Exception)\b|error making API request|ServiceException\b|ClientError\b/i;

function meantBy(object: string | null, text: string): number | null {
  if (object !== null) return statusMeant(object);
  return isOfAnswer.test(text) ? statusMeant(text) : null;
}

function bodyIn(text: string, object: string | undefined, page: number): Pick<RecordedResponse, 'headers' | 'body'> {
  if (object !== undefined) return { headers: [['Content-Type', 'application/json']], body: bodyOf(object) };
  if (page !== -1) return { headers: [['Content-Type', 'text/html']], body: bodyOf(text.slice(page)) };
  return { headers: [['Content-Type', 'text/plain']], body: bodyOf(text.trim().slice(0, 2000)) };
}

const reasons =
  'Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Time-?out|Conflict|Gone|Length Required|Precondition Failed|(?:Payload|Content|Request Entity) Too Large|URI Too Long|Unsupported Media Type|Unprocessable|Locked|Too Early|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out';

/** How programs write a status that they got. */
const tellings = [
  /\bHTTP(?:\/[\d.]+)?(?: (?:response|error|status))*(?:[ -]?code)?:?\s*\(?([45]\d{2})\b/i,
  /\bstatus(?:[ _-]?code)?["']?(?: does not indicate success| was| is| of)?\s*[=:]?\s*["']?([45]\d{2})\b/i,
  /(?:error|exception)(?: code)?:?\s*\(?([45]\d{2})\b/i,
  /\b([45]\d{2}) (?:(?:Client|Server) Error|status code)\b/,
  new RegExp(`\\b([45]\\d{2})\\s+["']?(?:${reasons})\\b`, 'i'),
  /: ([45]\d{2}) - /,
  /\bcode:?\s*([45]\d{2})\b/i,
  /^\s*([45]\d{2})(?: - |: ?)[A-Z]/m,
];

function statusTold(text: string): number | null {
  const found = tellings.map((telling) => telling.exec(text)?.[1]).find((status) => status !== undefined);
  return found === undefined ? null : Number(found);
}

function statusNamed(json: unknown): number | null {
  const body = asObject(json);
  const error = asObject(body?.['error']);
  const named =
    asNumber(firstOf(body, 'status', 'statusCode', 'status_code', 'code')) ??
    asNumber(firstOf(error, 'code', 'status'));
  return named !== undefined && named >= 400 && named <= 599 ? named : null;
}

const wording: readonly (readonly [RegExp, number])[] = [
  [/"loc"\s*:\s*\[/, 422],
  [/rate[ _-]?limit|too[ _]?many[ _]?requests|quota|throttl/i, 429],
  [
    /missing (authentication|credentials|api key)|not authenticated|unauthenticated|authentication (is )?required|bad credentials|unauthorized|(could not|unable to|failed to) (be )?authenticate|authentication (failed|error)|login failed|invalid (access |api )?(token|session|credentials)|(token|session) (is |has )?(expired|invalid)/i,
    401,
  ],
  [
    /signature[^.]{0,40}(does not match|invalid)|SignatureDoesNotMatch|forbidden|invalid api key|access denied|permission|not authorized|insufficient (scope|privilege)/i,
    403,
  ],
  [/not found|does not exist|no such|could not be found|cannot find/i, 404],
  [
    /missing required|required field|invalid (value|type|format)|validation|malformed|must be|should be|is too (short|long)|\b(invalid|incorrect|unknown|unsupported|bad request)\b/i,
    400,
  ],
  [/temporarily unavailable|maintenance|overloaded/i, 503],
  [/bad gateway/i, 502],
  [/gateway time-?out|timed out/i, 504],
  [/internal (server )?error|something went wrong/i, 500],
];

function statusMeant(text: string): number | null {
  return wording.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
