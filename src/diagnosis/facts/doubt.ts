import type { Exchange } from '../../trace/exchange.ts';
import { headerOf } from '../../trace/exchange.ts';
import { type AnswerFacts, readAnswer } from './answer.ts';

/**
 * Whether an answer that counts as a success looks like a failure to whoever called an API: a web page, an error within
 * the body, a redirect that nobody followed, a body that can't be read. What a person opened in a browser is left alone.
 */
export function isDoubtful(exchange: Exchange): boolean {
  const answer = readAnswer(exchange);
  if (answer === null || exchange.outcome?.kind !== 'response' || isOpenedByPerson(exchange)) return false;
  if (answer.status >= 300 && answer.status < 400) return answer.status !== 304;
  return answer.isHtml || saysError(answer.json) || isUnreadable(answer, exchange);
}

function isOpenedByPerson({ request: { headers } }: Exchange): boolean {
  const destination = headerOf(headers, 'sec-fetch-dest');
  if (destination !== undefined) return destination !== 'empty';
  return /^text\/html/.test(headerOf(headers, 'accept') ?? '');
}

/** The body of an answer that reports success and means failure. */
export function saysError(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  const { ok, success, status, error, errors } = json as Readonly<Record<string, unknown>>;
  const list = Array.isArray(errors) && errors.length > 0;
  const told = (typeof error === 'object' && error !== null) || (typeof error === 'string' && error !== '');
  return ok === false || success === false || status === 'error' || list || told;
}

/** JSON by its type, and none by its text. */
export function isUnreadable({ mediaType, json, text, status }: AnswerFacts, { request, outcome }: Exchange): boolean {
  if (status === 204 || request.method === 'HEAD' || !/\bjson\b/.test(mediaType)) return false;
  const cut = outcome?.kind === 'response' && outcome.response.body?.cut === true;
  return (
    outcome?.kind === 'response' && !cut && json === undefined && !/^\s*(true|false|null|-?\d[\d.eE+-]*)\s*$/.test(text)
  );
}
