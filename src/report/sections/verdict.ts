import type { Result, Verdict } from '../../result.ts';
import { leftOutLine } from '../../result-summary.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { count, exitMeanings, filterLink, printDuration, verdictGlyphs } from '../words.ts';

const order = ['kept', 'broken', 'known', 'untested'] as const satisfies readonly Verdict[];

function sentenceOf({ verdict, counts }: Result): string {
  const all = counts.kept + counts.broken + counts.known + counts.untested;
  if (verdict === 'kept')
    return counts.untested + counts.known === 0
      ? `All ${count(all, 'scenario')} kept`
      : `${counts.kept} of ${count(all, 'scenario')} kept, ${counts.known > 0 ? `${counts.known} known to fail` : 'none broken'}`;
  if (verdict === 'known') return `Nothing but known failures: ${count(counts.known, 'scenario')}`;
  if (verdict === 'broken')
    return counts.broken === 0 ? 'Not kept' : `${counts.broken} of ${count(all, 'scenario')} broken`;
  return 'Untested: this run decides nothing';
}

function shares(counts: Result['counts']): Html {
  const all = Math.max(1, counts.kept + counts.broken + counts.known + counts.untested);
  const width = (verdict: Verdict) => (counts[verdict] / all) * 100;
  const starts = {
    kept: 0,
    broken: width('kept'),
    known: width('kept') + width('broken'),
    untested: width('kept') + width('broken') + width('known'),
  };
  return html`<svg class=shares viewBox="0 0 100 1" preserveAspectRatio=none aria-hidden=true>${order.map(
    (verdict) =>
      html`<rect class="${verdict}" x="${starts[verdict].toFixed(2)}" width="${width(verdict).toFixed(2)}" height=1 />`,
  )}</svg>`;
}

function tiles({ counts, coverage, matrix, timing }: Result): Html {
  const without = leftOutLine(matrix);
  const percent = coverage.eligible === 0 ? '' : `, ${Math.floor((coverage.covered / coverage.eligible) * 100)} %`;
  return html`<ul class=tiles>${order
    .filter((verdict) => verdict !== 'known' || counts.known > 0)
    .map(
      (verdict) =>
        html`<li class="${counts[verdict] > 0 && verdict}"><a href="${filterLink({ verdict })}"><b>${verdictGlyphs[verdict]} ${counts[verdict]}</b> ${verdict}</a>`,
    )}<li><b>${coverage.covered} of ${coverage.eligible}</b> declared responses and failures provoked and asserted${percent}${without !== null && html`<li class=untested><a href="#what-was-not-tested"><b>${without}</b>: the document has defects</a>`}<li><b>${printDuration(timing.scenariosMs)}</b> for the scenarios; with real waits ${printDuration(timing.virtualMs)}</ul>`;
}

/** The answer in one line, and why. */
export const verdict = defineSection({
  name: 'verdict',
  title: 'Verdict',
  menu: 'Verdict',
  summary: 'Whether the API fails as its contract says, by the scenarios that were run.',
  render({ result }) {
    const { because, exitCode } = result;
    return html`<div class="verdict ${result.verdict}"><p class=big><span class=g>${verdictGlyphs[result.verdict]}</span> ${sentenceOf(result)}</p>${
      because.length > 0 && html`<ul class=because>${because.map((line) => html`<li>${line}`)}</ul>`
    }${shares(result.counts)}${tiles(result)}<p class=note>Exit code ${exitCode}: ${exitMeanings[exitCode] ?? 'unknown'}.</p></div>`;
  },
});
