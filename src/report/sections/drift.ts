import type { Drift } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { anchorOf, count } from '../words.ts';

const isOpen = ({ kind }: Drift) => kind.startsWith('undeclared-');

function linePart({ status, message, count: times, scenarios, curl }: Drift): Html {
  const [first] = scenarios;
  const seen = count(times, 'exchange');
  return html`<li><b>${status}</b> ${message} <small>${first === undefined ? seen : html`<a href="#${anchorOf(first)}">${seen}</a>`}</small>${curl !== null && html`<pre class=cmd>${curl}</pre>`}`;
}

function groupPart(operationId: string | null, drift: readonly Drift[]): Html {
  const broken = drift.filter((one) => !isOpen(one));
  const open = drift.filter(isOpen);
  return html`<article class="${broken.length > 0 ? 'fail' : 'book'}"><h3>${operationId ?? 'No operation of the contract'}</h3>${broken.length > 0 && html`<ul>${broken.map(linePart)}</ul>`}${
    open.length > 0 &&
    html`<p class=note>Allowed, and said nothing of:</p><ul>${open.map((one) => linePart({ ...one, curl: null }))}</ul>`
  }</article>`;
}

/** Where a live API and its contract differ, operation by operation. */
export const drift = defineSection({
  name: 'drift',
  title: 'Where the API and its contract differ',
  menu: 'Drift',
  summary: 'Every answer of the live API was held against the document: status, media type, body and headers.',
  badge: (result) => result.drift.filter((one) => !isOpen(one)).length,
  render({ result }) {
    if (result.drift.length === 0 && result.identity.target.kind !== 'live') return null;
    if (result.drift.length === 0) return html`<p>Every answer was as the document declares it.</p>`;
    const groups = [...Map.groupBy(result.drift, ({ operationId }) => operationId)];
    return html`${groups.map(([operationId, group]) => groupPart(operationId, group))}`;
  },
});
