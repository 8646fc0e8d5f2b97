import type { Exchange, HeaderList, Outcome, RecordedBody, RecordedResponse } from '../../trace/exchange.ts';
import { pathOf } from '../failure-of.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Detail } from '../section.ts';
import { count, printBytes } from '../words.ts';

/** Nearly every answer carries them, and they explain nothing. */
const routine = new Set([
  'connection',
  'content-length',
  'date',
  'host',
  'keep-alive',
  'transfer-encoding',
  'user-agent',
  'vary',
]);

/** They differ from one answer to the next although the answers are alike. */
const changing = /^(?:age|date|ratelimit.*|retry-after|x-ratelimit-.*|x-request-id)$/i;

function headerLines(headers: HeaderList, { routineHeaders }: Detail): string {
  const shown = headers.filter(([name]) => routineHeaders || !routine.has(name.toLowerCase()));
  return shown.map(([name, value]) => `\n${name}: ${value}`).join('');
}

function bodyText(body: RecordedBody | null, { bodyCharacters }: Detail): Html | string {
  if (body === null) return '';
  const { text, bytes, cut } = body;
  if (!cut && text.length <= bodyCharacters) return text === '' ? '' : `\n\n${text}`;
  return html`\n\n${text.slice(0, bodyCharacters)}<i class=cut>… ${count(Math.min(bodyCharacters, text.length), 'character')} of ${printBytes(bytes)}</i>`;
}

const phases = {
  connect: 'while connecting',
  request: 'while the request was sent',
  response: 'while waiting for the answer',
  body: 'within the body',
} as const;

function responsePart(response: RecordedResponse, detail: Detail): Html {
  return html`<b>${response.status}</b>${headerLines(response.headers, detail)}${bodyText(response.body, detail)}`;
}

function outcomePart(outcome: Outcome | null, detail: Detail): Html {
  if (outcome === null) return html`<b>still open</b>`;
  if (outcome.kind === 'response') return responsePart(outcome.response, detail);
  if (outcome.kind === 'no-response')
    return html`<b>no answer</b> ${phases[outcome.phase]}\n${outcome.code}: ${outcome.message}`;
  return html`${responsePart(outcome.response, detail)}\n<b>broken off</b> ${outcome.code}: ${outcome.message}`;
}

/** Request and answer beside each other, as they stood on the wire. */
export function exchangeParts({ request, outcome }: Exchange, detail: Detail): Html {
  return html`<div class=x><pre><b>${request.method} ${pathOf(request.url)}</b>${headerLines(request.headers, detail)}${bodyText(request.body, detail)}</pre><pre>${outcomePart(outcome, detail)}</pre></div>`;
}

/** Equal for exchanges that would be printed alike, but for dates, counters and request ids. */
export function likenessOf({ request, outcome }: Exchange): string {
  const steady = (headers: HeaderList) => headers.filter(([name]) => !changing.test(name));
  const answer =
    outcome === null || outcome.kind === 'no-response'
      ? outcome
      : { ...outcome, response: { ...outcome.response, headers: steady(outcome.response.headers) } };
  return JSON.stringify([{ ...request, headers: steady(request.headers) }, answer]);
}
