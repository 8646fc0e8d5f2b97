import type { Judgement } from '../../../judgement.ts';
import type { Html } from '../../html.ts';
import { html } from '../../html.ts';
import { count, exitMeanings, verdictGlyphs } from '../../words.ts';
import { defineClientSection } from '../client-section.ts';
import { promiseGlyphs, promiseOrder } from '../promise-words.ts';

function sentenceOf({ verdict, counts, checks }: Judgement): string {
  const judged = checks.length - counts.untested;
  if (verdict === 'untested') return 'Untested: this run decides nothing';
  if (verdict === 'broken') {
    return counts.broken === 0 ? 'Not as expected' : `${counts.broken} of ${count(judged, 'judged promise')} broken`;
  }
  const spared = counts.broken === 0 ? '' : `, ${counts.broken} known to be broken`;
  return `${counts.kept + counts.warned} of ${count(judged, 'judged promise')} kept${spared}`;
}

function tiles({ counts }: Judgement): Html {
  return html`<ul class=tiles>${promiseOrder.map(
    (verdict) =>
      html`<li class="${counts[verdict] > 0 && verdict}"><a href="#${verdict}-promises"><b>${promiseGlyphs[verdict]} ${counts[verdict]}</b> ${verdict}</a>`,
  )}</ul>`;
}

/** The answer in one line, and why. */
export const verdict = defineClientSection({
  name: 'verdict',
  title: 'Verdict',
  menu: 'Verdict',
  summary: 'Whether the client copes with failures as it should.',
  render({ judgement }) {
    const { because, exitCode, problems } = judgement;
    const lines = judgement.verdict === 'broken' ? because : [];
    return html`<div class="verdict ${judgement.verdict}"><p class=big><span class=g>${verdictGlyphs[judgement.verdict]}</span> ${sentenceOf(judgement)}</p>${
      lines.length > 0 && html`<ul class=because>${lines.map((line) => html`<li>${line}`)}</ul>`
    }${tiles(judgement)}<p class=note>Exit code ${exitCode}: ${exitMeanings[exitCode] ?? 'unknown'}.</p></div>${
      problems.length > 0 &&
      html`<ul class=problems>${problems.map(({ message, fix }) => html`<li><b>${message}</b><br>${fix}`)}</ul>`
    }`;
  },
});
