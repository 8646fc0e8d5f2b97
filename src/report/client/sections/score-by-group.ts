import type { JudgedCheck } from '../../../judgement.ts';
import type { Html } from '../../html.ts';
import { html } from '../../html.ts';
import { defineClientSection } from '../client-section.ts';
import { checkAnchor, promiseGlyphs, promiseOrder } from '../promise-words.ts';

function row([group, checks]: readonly [string, readonly JudgedCheck[]]): Html {
  const judged = checks.filter(({ verdict }) => verdict !== 'untested');
  const kept = judged.filter(({ verdict }) => verdict === 'kept').length;
  const score = judged.length === 0 ? 'not judged' : `${kept} of ${judged.length} kept`;
  const order = (check: JudgedCheck) => promiseOrder.indexOf(check.verdict);
  const marks = checks
    .toSorted((one, other) => order(one) - order(other))
    .map(
      ({ id, verdict, rule }) =>
        html`<a class="mark ${verdict}" href="#${checkAnchor(id)}" title="${rule}"><span>${promiseGlyphs[verdict]}</span> ${id}</a> `,
    );
  return html`<tr><th scope=row>${group}<td>${score}<td>${marks}`;
}

/** How the client fares with each kind of promise. */
export const scoreByGroup = defineClientSection({
  name: 'score-by-group',
  title: 'Score by group',
  menu: 'Score',
  summary: 'Each kind of promise, and which of them are broken (✗), warned of (~), kept (✓) or untested (○).',
  render({ judgement }) {
    const groups = [...Map.groupBy(judgement.checks, ({ group }) => group)];
    if (groups.length === 0) return null;
    return html`<div class=scroll><table class=score><thead><tr><th scope=col>Group<th scope=col>Score<th scope=col>Promises<tbody>${groups.map(
      row,
    )}</table></div>`;
  },
});
