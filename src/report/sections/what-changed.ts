import type { ScenarioResult } from '../../result.ts';
import { type Changed, compareResults } from '../compare.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { anchorOf, count, printInstant } from '../words.ts';

/** A list longer than this says how much more there is. */
const longest = 100;

function linePart({ now, before }: Changed): Html {
  const { id, name, file, line } = now ?? before ?? ({} as ScenarioResult);
  const title = now === null ? html`<bdi>${name}</bdi>` : html`<a href="#${anchorOf(id)}"><bdi>${name}</bdi></a>`;
  const was = before === null ? 'not there before' : `was ${before.verdict}`;
  return html`<li>${title} <small>${file}:${line}, ${was}${now === null ? ', not there now' : `, is ${now.verdict}`}</small>`;
}

function listPart(title: string, changed: readonly Changed[]): Html | null {
  if (changed.length === 0) return null;
  const more = changed.length - longest;
  return html`<div><h3>${title} <small>${count(changed.length, 'scenario')}</small></h3><ul>${changed.slice(0, longest).map(linePart)}${more > 0 && html`<li>and ${count(more, 'more')}`}</ul></div>`;
}

/** This run beside an earlier one. */
export const whatChanged = defineSection({
  name: 'what-changed',
  title: 'What changed since the previous run',
  menu: 'Changed',
  summary: 'New failures first, then what was fixed, what still fails, and what came or went.',
  render({ result, previous }) {
    if (previous === null) return null;
    const { newFailures, fixed, stillFailing, gone, coverage } = compareResults(previous, result);
    const parts = [
      listPart('New failures', newFailures),
      listPart('Fixed', fixed),
      listPart('Still failing', stillFailing),
      listPart('Gone', gone),
    ].filter((part) => part !== null);
    return html`<p class=note>Compared with the run of ${printInstant(previous.identity.startedAt)}; ${coverage}.</p>${parts.length === 0 ? html`<p>Nothing changed.</p>` : html`<div class=cols>${parts}</div>`}`;
  },
});
