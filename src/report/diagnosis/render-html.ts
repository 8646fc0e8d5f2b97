import type { Diagnosis, FoundCause } from '../../diagnosis/index.ts';
import { runbookFor } from '../../diagnosis/index.ts';
import { categories, retryClasses, sides } from '../../retry/index.ts';
import { type Html, html } from '../html.ts';
import { sha256Base64 } from '../page/sha256.ts';
import { diagnosisStyle } from './style.ts';

/** A diagnosis as one HTML page that opens from disk. `subject` is the masked first line. */
export function renderDiagnosisHtml(diagnosis: Diagnosis, subject: string): string {
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(diagnosisStyle)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = html`<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="${policy}"><meta name=viewport content="width=device-width,initial-scale=1"><meta name=color-scheme content="light dark"><link rel=icon href="data:,"><title>${diagnosis.causes[0]?.id}: ${subject}</title>`;
  const body = html`<main><header><p>Diagnosis</p><h1>${subject}</h1></header>${causesPart(diagnosis)}${retryPart(diagnosis)}${stepsPart(diagnosis)}${clientPart(diagnosis)}${escalationPart(diagnosis)}${patternsPart(diagnosis)}${runbookPart(diagnosis)}</main>`;
  return `<!doctype html><html lang=en><head>${head}<style>${diagnosisStyle}</style></head><body>${body}</body></html>\n`;
}

function causesPart({ causes }: Diagnosis): Html {
  const [first, ...others] = causes;
  return html`<section aria-label="Cause">${first && causePart(first)}${others.length > 0 && html`<details><summary>Also possible: ${others.map(({ id }) => id).join(', ')}</summary>${others.map(causePart)}</details>`}</section>`;
}

function causePart({ id, summary, side, confidence, evidence }: FoundCause): Html {
  return html`<article><h2>${id}</h2><p class=meta><span class="c-${confidence}">${confidence} confidence</span> · side: ${sides[side]}</p><p>${summary}</p><ul>${evidence.map(({ text }) => html`<li>${text}`)}</ul></article>`;
}

function retryPart({ class: retryClass, retry, waitMs, category }: Diagnosis): Html | null {
  if (retryClass === null) return null;
  const wait = waitMs === null ? '' : `, not before ${waitMs / 1000} s`;
  return html`<section><h2>May it be retried?</h2><p><b>${retry ? `Yes${wait}` : 'No, not as it is'}</b> (${retryClasses[retryClass]}${category !== null && html`; ${categories[category]}`})</p></section>`;
}

function stepsPart({ next }: Diagnosis): Html | null {
  return next.length === 0
    ? null
    : html`<section><h2>Next steps</h2><ol>${next.map((step) => html`<li>${step}`)}</ol></section>`;
}

function clientPart({ explanation }: Diagnosis): Html | null {
  return explanation === ''
    ? null
    : html`<section><h2>To the client</h2><blockquote>${explanation}</blockquote></section>`;
}

function escalationPart({ escalation: { advised, because, open, packet } }: Diagnosis): Html {
  const facts: readonly (readonly [string, string | null])[] = [
    ['First seen', packet.firstSeen],
    ['Last seen', packet.lastSeen],
    ['Attempts', packet.attempts === 0 ? null : String(packet.attempts)],
    ['Request ids', packet.requestIds.join('; ')],
    ['Request', packet.request && `${packet.request.method} ${packet.request.url}`],
    ['Tried', packet.tried.join('; ')],
  ];
  const known = facts.filter(([, value]) => value !== null && value !== '');
  return html`<section><h2>${advised ? 'Escalate to the provider' : 'Escalation: not yet'}</h2><ul>${because.map((text) => html`<li>${text}`)}${open.map((text) => html`<li class=meta>${text}`)}</ul>${known.length > 0 && html`<dl>${known.map(([name, value]) => html`<dt>${name}<dd>${value}`)}</dl>`}${packet.request?.body && html`<h3>Payload, without secrets</h3><pre>${packet.request.body}</pre>`}${packet.curl && html`<h3>To see it again</h3><pre>${packet.curl}</pre>`}</section>`;
}

function patternsPart({ patterns }: Diagnosis): Html | null {
  if (patterns.length === 0) return null;
  return html`<section><h2>Across the calls</h2>${patterns.map(({ id, summary, numbers, remedy, saving }) => html`<article><h3>${id}</h3><p>${summary}</p><ul>${numbers.map((number) => html`<li>${number}`)}</ul><p>${remedy}${saving !== null && html` <b>With it: ${saving}.</b>`}</p></article>`)}</section>`;
}

function runbookPart({ runbook: name }: Diagnosis): Html | null {
  const runbook = name === null ? undefined : runbookFor(name);
  if (runbook === undefined) return null;
  const list = (title: string, items: readonly { readonly text: string }[]) =>
    html`<h3>${title}</h3><ul>${items.map(({ text }) => html`<li>${text}`)}</ul>`;
  return html`<section><details><summary>Runbook: ${runbook.title}</summary><p>${runbook.meaning.join(' ')}</p>${list('What to check', runbook.steps)}${list('Common causes', runbook.causes)}${list('What to do', runbook.resolution)}${list('When to escalate', runbook.escalate)}</details></section>`;
}
