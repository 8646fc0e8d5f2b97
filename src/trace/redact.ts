import type { Exchange, HeaderList, Outcome, RecordedBody, RecordedRequest, RecordedResponse } from './exchange.ts';
import { holdsSecret, sweepText } from './mask-text.ts';
import { openHeaders, redactBody, redactHeaders, redactUrl } from './redact-parts.ts';
import type { Ledger } from './secrets.ts';
import { maskInUrl, maskOf } from './secrets.ts';

/** An exchange without its secrets, and how many values were masked in it. */
export interface Redacted {
  readonly exchange: Exchange;
  readonly masked: number;
}

/** A pass over the parts of an exchange; the first masks secrets where they stand, the second where they are repeated. */
interface Pass {
  text(text: string): string;
  url(url: string): string;
  headers(headers: HeaderList): HeaderList;
  body(body: RecordedBody | null, headers: HeaderList): RecordedBody | null;
}

function whereTheyStand(ledger: Ledger): Pass {
  return {
    text: (text) => text,
    url: (url) => redactUrl(url, ledger),
    headers: (headers) => redactHeaders(headers, ledger),
    body: (body, headers) => redactBody(body, headers, ledger),
  };
}

function whereTheyAreRepeated(ledger: Ledger): Pass {
  const secrets = [...ledger.secrets];
  const sweep = (text: string, mask: (secret: string) => string) =>
    sweepText(text, secrets, (secret) => {
      ledger.masked += 1;
      return mask(secret);
    });
  const inText = (text: string) => sweep(text, maskOf);
  return {
    text: inText,
    url: (url) => sweep(url, maskInUrl),
    headers: (headers) =>
      headers.map(([name, value]) => [inText(name), openHeaders.has(name.toLowerCase()) ? value : inText(value)]),
    body: (body) => body && { ...body, text: inText(body.text) },
  };
}

function throughBody(before: RecordedBody | null, headers: HeaderList, pass: Pass): RecordedBody | null {
  const body = pass.body(before, headers);
  // The hash of the whole text would let its secret be guessed offline.
  return body === null || body.text === before?.text ? before : { ...body, sha256: '' };
}

function throughRequest(request: RecordedRequest, pass: Pass): RecordedRequest {
  return {
    ...request,
    url: pass.url(request.url),
    headers: pass.headers(request.headers),
    body: throughBody(request.body, request.headers, pass),
  };
}

function throughResponse(response: RecordedResponse, pass: Pass): RecordedResponse {
  return {
    ...response,
    headers: pass.headers(response.headers),
    body: throughBody(response.body, response.headers, pass),
  };
}

function throughOutcome(outcome: Outcome | null, pass: Pass): Outcome | null {
  if (outcome === null) return null;
  if (outcome.kind === 'response') return { ...outcome, response: throughResponse(outcome.response, pass) };
  if (outcome.kind === 'no-response') return { ...outcome, message: pass.text(outcome.message) };
  return { ...outcome, response: throughResponse(outcome.response, pass), message: pass.text(outcome.message) };
}

function through(exchange: Exchange, pass: Pass): Exchange {
  const { cause, sideEffects } = exchange;
  return {
    ...exchange,
    request: throughRequest(exchange.request, pass),
    outcome: throughOutcome(exchange.outcome, pass),
    cause: cause && { ...cause, summary: pass.text(cause.summary) },
    sideEffects: sideEffects.map((effect) => ({ ...effect, id: pass.text(effect.id) })),
    ...(exchange.violations === undefined ? {} : { violations: exchange.violations.map(pass.text) }),
  };
}

/** All that the second pass reads, in one text. */
function everyText(exchange: Exchange): string {
  const texts: string[] = [];
  const collect = (text: string) => {
    texts.push(text);
    return text;
  };
  through(exchange, {
    text: collect,
    url: collect,
    headers: (headers) => {
      for (const [name, value] of headers) texts.push(name, value);
      return headers;
    },
    body: (body) => {
      if (body !== null) texts.push(body.text);
      return body;
    },
  });
  return texts.join('\n');
}

/**
 * Masks every credential of an exchange: in headers, URL and bodies, wherever the answer repeats it, and whatever else
 * looks like a token. What is masked already stays as it is.
 */
export function redactExchange(exchange: Exchange): Redacted {
  const ledger: Ledger = { secrets: new Set(), masked: 0 };
  const first = through(exchange, whereTheyStand(ledger));
  const isDone = !holdsSecret(everyText(first), [...ledger.secrets]);
  return { exchange: isDone ? first : through(first, whereTheyAreRepeated(ledger)), masked: ledger.masked };
}
