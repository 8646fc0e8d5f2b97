import type { Exchange, Outcome, RecordedRequest } from '../exchange.ts';
import { readErrorWords } from './error-words.ts';
import { bodyOf, noResponse, recordedExchange } from './http-text.ts';
import { defineFormat } from './recording.ts';
import {
  asBodyText,
  asHeaders,
  asNumber,
  asObject,
  asText,
  asTime,
  firstOf,
  type Members,
  parseJson,
} from './values.ts';

/** Exchanges as JSON: a trace of ours, a result of a run, or any program's request and response. */
export const exchangeJson = defineFormat({
  name: 'exchange-json',
  summary: 'JSON or NDJSON: a trace or result of Faultline, or objects with request and response (axios, got, Postman)',
  reference: 'GET /cases/{id}/trace; result.json; axios error.toJSON()',
  read(text) {
    if (!/^\s*[[{]/.test(text)) return null;
    const whole = parseJson(text);
    const values = whole === undefined ? linesOf(text) : [whole];
    const exchanges = values.flatMap((value) => exchangesIn(value)).map((exchange, index) => withId(exchange, index));
    return exchanges.length === 0 ? null : { exchanges, notes: [] };
  },
});

function linesOf(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => {
    const value = /^\s*\{/.test(line) ? parseJson(line) : undefined;
    return value === undefined ? [] : [value];
  });
}

/** Numbers what has no id, or one that another has too. */
function withId(exchange: Exchange, index: number): Exchange {
  return exchange.id === ''
    ? { ...exchange, id: `exchange-${index + 1}` }
    : { ...exchange, id: `${exchange.id}#${index + 1}` };
}

function exchangesIn(value: unknown, depth = 0): readonly Exchange[] {
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => exchangesIn(item, depth + 1));
  const object = asObject(value);
  if (object === null) return [];
  const own = ourExchange(object) ?? foreignExchange(object);
  if (own !== null) return [own];
  return ['exchange', 'exchanges', 'attempts', 'scenarios', 'calls', 'entries', 'trace', 'items', 'run', 'executions']
    .filter((name) => object[name] !== undefined)
    .flatMap((name) => exchangesIn(object[name], depth + 1));
}

/** An exchange as `trace/exchange.ts` shapes it. */
function ourExchange(object: Members): Exchange | null {
  const request = asObject(object['request']);
  const isOurs =
    request !== null &&
    'outcome' in object &&
    typeof object['startedAt'] === 'number' &&
    Array.isArray(request['headers']);
  if (!isOurs) return null;
  // Written by this package, so its shape is known; what an older one lacked is filled in.
  const exchange = object as unknown as Exchange;
  const filled = recordedExchange({ id: exchange.id ?? '', request: exchange.request, outcome: exchange.outcome });
  return { ...filled, ...exchange };
}

/** Any program's request and response, or an axios error. */
function foreignExchange(object: Members): Exchange | null {
  const request = asObject(firstOf(object, 'request', 'config', 'req', 'originalRequest'));
  const response = asObject(firstOf(object, 'response', 'res')) ?? ownAnswer(object);
  const url = urlOf(firstOf(request, 'url', 'uri', 'href') ?? firstOf(object, 'url', 'uri'), request);
  const ended =
    response !== null || firstOf(object, 'code', 'errorCode', 'errno', 'error', ...statusNames) !== undefined;
  if (!ended || (url === undefined && response === null)) return null;
  const startedAt = asTime(firstOf(object, ...timeNames)) ?? 0;
  const took = asNumber(firstOf(object, ...durationNames));
  return recordedExchange({
    id: asText(firstOf(object, 'id', 'requestId')) ?? '',
    request: requestOf(request, object, url),
    outcome: outcomeOf(object, response),
    startedAt,
    endedAt: took === undefined ? null : startedAt + took,
  });
}

/** What axios resolves with is itself the response, with the request's config in it. */
function ownAnswer(object: Members): Members | null {
  const isAnswer = typeof object['status'] === 'number' && asObject(object['headers']) !== null && 'data' in object;
  return isAnswer ? object : null;
}

const statusNames = [
  'status',
  'statusCode',
  'status_code',
  'httpStatus',
  'http_status',
  'responseStatus',
  'response_status',
];
const bodyNames = [
  'body',
  'responseBody',
  'response_body',
  'responseText',
  'response_text',
  'response',
  'data',
  'content',
];
const timeNames = ['startedAt', 'timestamp', 'time', 'ts', 'date', '@timestamp', 'startedDateTime'];
const durationNames = ['durationMs', 'duration', 'elapsed', 'responseTime', 'took', 'latency'];

function requestOf(request: Members | null, object: Members, url = 'https://unknown.invalid/'): RecordedRequest {
  return {
    method: (asText(firstOf(request, 'method')) ?? asText(object['method']) ?? 'GET').toUpperCase(),
    url,
    headers: asHeaders(firstOf(request, 'headers', 'header') ?? []),
    body: bodyOf(bodyText(firstOf(request, 'body', 'data', 'json', 'postData'))),
  };
}

function urlOf(value: unknown, request: Members | null): string | undefined {
  const object = asObject(value);
  const text = asText(value) ?? asText(firstOf(object, 'raw', 'href', 'full'));
  const base = asText(firstOf(request, 'baseURL', 'baseUrl', 'prefixUrl'));
  if (text === undefined) return undefined;
  return base !== undefined && !/^[a-z]+:\/\//i.test(text)
    ? `${base.replace(/\/$/, '')}/${text.replace(/^\//, '')}`
    : text;
}

/** Postman keeps the text under `raw`, other programs under `text`. */
function bodyText(value: unknown): string {
  const object = asObject(value);
  return asText(firstOf(object, 'raw', 'text')) ?? asBodyText(value);
}

/** What stands under `response` is the whole answer, or its body alone beside a status. */
function isAnswer(response: Members): boolean {
  const names = [...statusNames, ...bodyNames, 'text'];
  const isNamed = firstOf(response, 'headers', 'header', 'statusText', 'status_text') !== undefined;
  return isNamed || Object.keys(response).every((name) => names.includes(name));
}

function isStatusCode(number: number | undefined): number is number {
  return number !== undefined && number >= 100 && number <= 599;
}

function outcomeOf(object: Members, response: Members | null): Outcome {
  const status = [response, object].map((one) => asNumber(firstOf(one, ...statusNames, 'code'))).find(isStatusCode);
  if (status === undefined) return withoutAnswer(object);
  const whole = response !== null && isAnswer(response) ? response : null;
  const headers = asHeaders(firstOf(whole ?? object, 'headers', 'header') ?? []);
  const body =
    whole === null
      ? asBodyText(firstOf(object, ...bodyNames))
      : bodyText(firstOf(whole, 'body', 'data', 'text', 'content'));
  return { kind: 'response', response: { status, headers, body: bodyOf(body) } };
}

function withoutAnswer(object: Members): Outcome {
  const code = asText(firstOf(object, 'code', 'errorCode', 'errno'));
  const message =
    asText(firstOf(object, 'message', 'error', 'errorMessage', 'msg', 'reason', 'detail')) ??
    asText(firstOf(asObject(object['error']), 'message')) ??
    '';
  const words = readErrorWords(`${code ?? ''} ${message}`);
  return noResponse(words?.code ?? code ?? 'UNKNOWN', message, words?.phase ?? 'response');
}
