import { categories, retryClasses } from '../../retry/index.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { RetryRow } from '../retry-rows.ts';
import { retryRows } from '../retry-rows.ts';
import { defineSection } from '../section.ts';
import { count, filterLink, printDuration } from '../words.ts';

function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? printDuration(least) : `${printDuration(least)} to ${printDuration(most)}`;
}

const times = (number: number) => (number === 1 ? 'once' : count(number, 'time'));

function didPart({ met, repeats, conflicts }: RetryRow): Html {
  const repeated =
    repeats.length === 0 ? 'not tried again' : `tried again ${times(repeats.length)}, after ${range(repeats)}`;
  return html`met ${times(met)}, ${repeated}${conflicts.map((conflict) => html`<br><b class=ko>${conflict}</b>`)}`;
}

function rowPart(row: RetryRow): Html {
  const { failure, methods, operations, judgement, waits } = row;
  const { category, side, retry, reason, source } = judgement;
  return html`<tr><th scope=row><a href="${filterLink({ failure })}">${failure}</a> <b>${methods.join(', ')}</b><br><small>${operations.join(', ')}</small><td>${category !== null && categories[category]}${side !== null && html`<br><small>${side}</small>`}<td>${
    judgement.class !== null && retryClasses[judgement.class]
  }<br><b>${retry ? '↻ may be repeated' : '⊘ not as it is'}</b><td>${waits.length === 0 ? '–' : range(waits)}<td>${didPart(row)}<td class=why>${reason}<br><small>${source}</small>`;
}

/** What each failure that was met means for a repeat, and what the client did. */
export const mayItBeRetried = defineSection({
  name: 'may-it-be-retried',
  title: 'May it be tried again?',
  menu: 'Retries',
  summary:
    'What each failure means for a repeat under this run’s policy, beside what the client did. Disagreements come first; a scenario may show one on purpose.',
  render({ result }) {
    const rows = retryRows(result);
    if (rows.length === 0) return null;
    return html`<div class=scroll tabindex=0 role=region aria-label="May it be tried again?"><table class=retry><thead><tr><th scope=col>Failure<th scope=col>Kind, side<th scope=col>May it be tried again?<th scope=col>Asked to wait<th scope=col>What the client did<th scope=col>Why<tbody>${rows.map(rowPart)}</table></div>`;
  },
});
