import type { Runbook, RunbookItem } from '../../diagnosis/runbooks/index.ts';
import { runbooks as all, runbookFor } from '../../diagnosis/runbooks/index.ts';
import type { Result } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';

const texts = (items: readonly string[]) => items.map((text) => html`<li>${text}`);
const items = (list: readonly RunbookItem[]) => list.map(({ text }) => html`<li>${text}`);

function runbookPart({ name, title, failures, summary, ...book }: Runbook): Html {
  return html`<details class=book id="runbook-${name}"><summary><b>${title}</b> <span class=m>${failures.join(', ')}</span></summary><div class=d><p>${summary}</p><div class=cols><div><h4>Symptom</h4><ul>${texts(book.symptom)}</ul><h4>What it means</h4><ul>${texts(book.meaning)}</ul><h4>Diagnosis, in this order</h4><ol>${items(
    book.steps,
  )}</ol></div><div><h4>Common causes</h4><ul>${items(book.causes)}</ul><h4>Resolution</h4><ul>${items(book.resolution)}</ul><h4>When to escalate</h4><ul>${items(
    book.escalate,
  )}</ul></div></div><h4>Not to be mistaken for its neighbours</h4><ul>${texts(book.neighbours)}</ul>${book.code.map(({ title, text }) => html`<h4>${title}</h4><pre class=cmd>${text}</pre>`)}<h4>Outside of the platform</h4>${book.outside.map(({ says, command }) => html`<p>${says}</p><pre class=cmd>${command}</pre>`)}${book.standards.length > 0 && html`<h4>What the standards say</h4><ul>${texts(book.standards)}</ul>`}<h4>How to explain it to the client</h4><blockquote class=cmd>${book.explanation}</blockquote><p class=note>${book.reference}</p></div></details>`;
}

/** The runbooks of every failure that the matrix lists or a scenario met, each once. */
function metRunbooks({ matrix, scenarios }: Result): readonly Runbook[] {
  const failures = [
    ...matrix.failures.map(({ id }) => id),
    ...scenarios.flatMap((scenario) => scenario.failures.map(({ failure }) => failure)),
  ];
  const met = new Set(failures.map(runbookFor));
  return Object.values<Runbook>(all).filter((book) => met.has(book));
}

/** What a person does about each failure. */
export const runbooks = defineSection({
  name: 'runbooks',
  title: 'Runbooks',
  menu: 'Runbooks',
  summary:
    'For each kind of failure: what it means, what to check, what to change, what to tell the client and when to escalate.',
  render({ result }) {
    const met = metRunbooks(result);
    return met.length === 0 ? null : html`${met.map(runbookPart)}`;
  },
});
