import { html } from '../../html.ts';
import { defineClientSection } from '../client-section.ts';
import { checkAnchor } from '../promise-words.ts';

/** Why a check may say nothing, in words. */
const reasons: Readonly<Record<string, string>> = {
  window: 'it takes a longer look: --thorough looks',
  driver: 'this way of driving the client can’t show it',
  noisy: 'the machine was too busy to tell',
  'not-declared': 'the client declares nothing that could be held against it',
  'not-exercised': 'the failure was never met',
  'never-called': 'no request came',
  'not-started': 'the client never ran',
};

/** What this run doesn't decide. */
export const untestedPromises = defineClientSection({
  name: 'untested-promises',
  title: 'What was not tested',
  menu: 'Untested',
  summary: 'None of these counts as kept; each says what it would take.',
  badge: ({ counts }) => counts.untested,
  render({ judgement }) {
    const checks = judgement.checks.filter(({ verdict }) => verdict === 'untested');
    if (checks.length === 0) return null;
    return html`<div class=scroll><table><thead><tr><th scope=col>Promise<th scope=col>Why not<tbody>${checks.map(
      ({ id, rule, subtype, because }) =>
        html`<tr id="${checkAnchor(id)}"><th scope=row>${id}<td>${rule}<br><span class=untested>${because}</span>${
          subtype !== null && html` <small>${subtype}: ${reasons[subtype] ?? 'see the sentence before'}</small>`
        }`,
    )}</table></div>`;
  },
});
