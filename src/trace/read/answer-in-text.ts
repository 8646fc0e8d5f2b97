import type { RecordedResponse } from '../exchange.ts';
import { isErrorBody } from './error-body.ts';
import { bodyOf } from './http-text.ts';
import { statusCalled, statusMeant, statusNamed, statusRetold } from './meant-status.ts';
import { type FoundObject, objectIn } from './object-in-text.ts';
import { headersIn } from './told-headers.ts';
import { isMerelyCode, isStatus, statusByName, statusTold } from './told-status.ts';
import { withoutStack } from './without-marks.ts';

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
  const told = (found === null ? null : statusRetold(found.json)) ?? plainStatus(text);
  const named = found === null ? null : statusNamed(found.json);
  if (told !== null || named !== null) {
    const isGuessed = named === null && isMerelyGuessed(text, told);
    return { response: { status: told ?? named ?? 0, ...answerOf(text, found, page) }, isGuessed };
  }
  return otherThanJson(text) ?? guessed(text, found, page);
}

/** Nobody wrote the status as one: a lone number before the body, the name of an exception, or the words stand for it. */
function guessed(text: string, found: FoundObject | null, page: number): ToldAnswer | null {
  const lone = loneStatus(text, found);
  const status = lone ?? statusByName(text) ?? meantBy(found, text);
  if (status === null) return null;
  return { response: { status, ...answerOf(text, found, page) }, isGuessed: isMerelyGuessed(text, lone) };
}

/** The only number before a body that is a status: `answers with 404 and says {…}`, a cell of a table. */
function loneStatus(text: string, found: FoundObject | null): number | null {
  const start = text.search(/[{[<]/);
  if (start < 1 || (found === null && !/^<(!doctype|html|\?xml|\w+>)/i.test(text.slice(start)))) return null;
  const numbers = [...text.slice(0, start).matchAll(/(?<![\w.:/#-])([45]\d{2})(?![\w.:/-])/g)].map(
    ([number]) => number,
  );
  const [only, other] = new Set(numbers);
  return only !== undefined && other === undefined && isStatus(Number(only)) ? Number(only) : null;
}

/** A page that stands beside an object which is no error's is the answer. */
function answerOf(text: string, found: FoundObject | null, page: number): Pick<RecordedResponse, 'headers' | 'body'> {
  const isBeside = page !== -1 && found !== null && !isErrorBody(found.json);
  const { headers, body } = bodyIn(text, isBeside ? undefined : found?.text, page);
  return { headers: [...headers, ...headersIn(text)], body };
}

/** Those that APIs answer with and number by: the others, merely called a code, are an API's own numbers. */
const usual = /^(40[0-4]|409|422|429|50\d)$/;

function plainStatus(text: string): number | null {
  const told = statusTold(text);
  return told !== null && isMerelyCode(text, told) && !usual.test(String(told)) ? null : told;
}

function isMerelyGuessed(text: string, told: number | null): boolean {
  return told === null || isMerelyCode(text, told);
}

/** What parsers complain of, and how the body began then: with a tag, not at all, or with what no JSON begins with. */
const complaints: readonly (readonly [RegExp, type: string, body: string])[] = [
  [
    /Unexpected token '?<|invalid character '<' looking for|unexpected (mimetype|content[- ]type):? ["']?text\/html/i,
    'text/html',
    '<',
  ],
  [
    /(Unexpected|invalid) character \('?<|Unrecognized token 'html|unexpected token at '<|(parsing value|unexpected (byte|character))[^\n]{0,60}(: <|'<'|0x3C\b)|begin_object but was string|got no XML document/i,
    'text/html',
    '<',
  ],
  [
    /(unexpected|received|returned|got|with) (an )?empty (response|body|reply)|(response|body) (body )?(is|was) empty\b/i,
    'application/json',
    '',
  ],
  [
    /Unexpected end of JSON input|Expecting value: line 1 column 1 \(char 0\)|unexpected end of input at line 1/i,
    'application/json',
    '',
  ],
  [
    /did not start with array or object|kind: Decode, source|an invalid start of a value|does not contain any JSON tokens|lexical error: invalid char/i,
    'application/json',
    '?',
  ],
  [
    /malformed JSON string|MalformedJsonException|FormatException: Unexpected character|DecodeError\{|JSON\.parse: unexpected character|jsonSerializationFailed/i,
    'application/json',
    '?',
  ],
  [
    /DecodingError\.|\bkeyNotFound\(|\btypeMismatch\(|is not a subtype of type|error decoding response body|JsonDecodingException|MissingFieldException|Expected BEGIN_(OBJECT|ARRAY|STRING) but was|NSCocoaErrorDomain Code=3840/,
    'application/json',
    '?',
  ],
  [
    /^[^\w\n]{0,20}(?:[\w.:]{1,200}[.:])?(?:Json|JSON)(?!rpc)\w*(?:Error|Exception)\b(?![^\n]*(?:request body|HttpMessage))/m,
    'application/json',
    '?',
  ],
  [
    /Unexpected token '?[^\s']{1,2}'?,? (?:"[^\n]{1,20}"(?:\.{3})? is not valid JSON|in JSON at position)/,
    'application/json',
    '?',
  ],
  [
    /gzip: invalid header|incorrect header check|not (a|in) gzip(ped)? (format|file)|Z_DATA_ERROR|content ?decoding ?error/i,
    'application/json',
    '?',
  ],
];

/** A parser's complaint retells how the body began. */
function otherThanJson(text: string): ToldAnswer | null {
  const found = complaints.find(([pattern]) => pattern.test(text));
  if (found === undefined) return null;
  const [, type, body] = found;
  return { response: { status: 200, headers: [['Content-Type', type]], body: bodyOf(body) }, isGuessed: true };
}

/** Words of SDKs and tools that stand for an answer, though the text shows neither its status nor its body. */
const isOfAnswer =
  /An error occurred \([\w.]+\) when calling|\bAPI ?(Response|Request|Call)?(Error|Exception)\b|\bAPI (error|request|call|returned)|error making API request|ServiceException\b|ClientError\b|Error: (?:None )?[A-Z]+(?:_[A-Z]+)+: |(returned|response|request) (an? |body |message )?(error|failed)|Error from server|(server|service|provider|request|response|endpoint) (said|says|returned|responded|failed|rejected|refused)|\bremote: |npm ERR!|npm error|\w::\w+Error: |\berrors?\.\w+Error: /i;

function meantBy(found: FoundObject | null, text: string): number | null {
  if (found !== null)
    return statusCalled(found.json) ?? statusMeant(found.text) ?? (isErrorBody(found.json) ? 400 : null);
  return isOfAnswer.test(text) ? (statusMeant(text) ?? 400) : null;
}

function bodyIn(text: string, object: string | undefined, page: number): Pick<RecordedResponse, 'headers' | 'body'> {
  if (object !== undefined && (/"[^"]*[A-Za-z] [A-Za-z]/.test(withoutHeaders(object)) || !hasSentence(text, object)))
    return { headers: [['Content-Type', 'application/json']], body: bodyOf(object) };
  if (page !== -1) return { headers: [['Content-Type', 'text/html']], body: bodyOf(text.slice(page)) };
  return { headers: [['Content-Type', 'text/plain']], body: bodyOf(withoutStack(text).trim().slice(0, 2000)) };
}

function withoutHeaders(object: string): string {
  return object.replaceAll(/"(headers|config|request|options)"\s*:\s*\{[^{}]*\}/g, '');
}

/** Octokit and others print what the answer said before the object that holds the rest of it. */
function hasSentence(text: string, object: string): boolean {
  return object.length < text.length && /(?:Error|Exception)\b[^\n]*: [A-Z][a-z]+(?: [a-z]+){2,}/.test(text);
}
