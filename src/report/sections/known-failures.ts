import type { BaselineEntry, Result } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { anchorOf } from '../words.ts';

function entryPart({ scenario, name, reason, expires }: BaselineEntry, { scenarios }: Result): Html {
  const there = scenarios.find(({ id }) => id === scenario);
  const title = there?.name ?? name ?? scenario;
  return html`<li>${there === undefined ? title : html`<a href="#${anchorOf(scenario)}"><bdi>${title}</bdi></a>`}: ${reason === '' ? 'no reason given' : reason}${expires !== null && html` <small>until ${expires}</small>`}`;
}

function listPart(title: string, entries: readonly BaselineEntry[], result: Result): Html | null {
  if (entries.length === 0) return null;
  return html`<div><h3>${title}</h3><ul>${entries.map((entry) => entryPart(entry, result))}</ul></div>`;
}

/** Failures that a baseline accepts, with the reason and the last day of each. */
export const knownFailures = defineSection({
  name: 'known-failures',
  title: 'Known failures',
  menu: 'Known',
  summary: 'Broken, and accepted for the time being: they don’t break the run.',
  badge: ({ baseline }) => baseline?.known.length ?? 0,
  render({ result }) {
    const { baseline } = result;
    if (baseline === null) return null;
    const { known, passesNow, expired, unmatched } = baseline;
    const parts = [
      listPart('Accepted', known, result),
      listPart('Passes now: take it out of the baseline', passesNow, result),
      listPart('Expired: counts as broken again', expired, result),
      listPart('Names no scenario', unmatched, result),
    ].filter((part) => part !== null);
    return html`<p class=note>From <code>${baseline.path}</code>.</p>${parts.length === 0 ? html`<p>None of its entries was met.</p>` : html`<div class=cols>${parts}</div>`}`;
  },
});
