import type { JudgedCheck, JudgedProbe, Judgement } from '../../judgement.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { attemptsPart } from '../scenario/attempts.ts';
import type { Detail } from '../section.ts';
import { count, printDuration } from '../words.ts';
import { metBy } from './met.ts';
import { checkAnchor, forces, promiseGlyphs } from './promise-words.ts';

const ends = {
  'client-ended': 'until the client had ended',
  quiet: 'until it had been quiet for a while',
  'watch-ended': 'until the time for looking was over; the client was still at work',
  stopped: 'until it was stopped',
} as const;

/** What a client was put through once: in words, on a time line, and attempt by attempt. */
function probePart(probe: JudgedProbe, detail: Detail): Html {
  const { name, summary, window, trouble, output, calls, strays, lateMs } = probe;
  const attempts = calls.flatMap((call) => call.attempts);
  const all = calls.reduce((sum, { attemptCount }) => sum + attemptCount, 0);
  const part = attemptsPart({ attempts, calls: calls.length, verdict: 'broken', curl: null }, detail);
  const [first] = attempts;
  return html`<div class=probe><p><b>${name}</b> ${summary}. <span class=note>Watched for ${printDuration(window.ms)}, ${ends[window.end]}.</span></p>${
    trouble !== null && html`<p class=because>${trouble.kind}: ${trouble.message}</p>`
  }${part ?? html`<p class=note>No request came.</p>`}${
    all > attempts.length && html`<p class=note>${count(all, 'attempt')} in all; the first and the last are kept.</p>`
  }${saidPart(calls)}${output !== '' && html`<p class=note>What the client printed last:</p><pre class=cmd>${output}</pre>`}${
    strays.length > 0 && html`<p class=note>Came too: ${strays.join(', ')}</p>`
  }${lateMs > 0 && html`<p class=note>The judge noted times up to ${printDuration(lateMs)} late.</p>`}${
    first !== undefined &&
    html`<p class=note>The same failure by hand, from <code>faultline serve</code>:</p><pre class=cmd>${first.curl}</pre>`
  }</div>`;
}

function saidPart(calls: JudgedProbe['calls']): Html | null {
  const said = calls.flatMap(({ report }) => (report === null ? [] : [report]));
  const [first] = said;
  if (first === undefined) return null;
  const ok = said.filter((report) => report.ok).length;
  const error = said.find((report) => report.error !== null)?.error ?? null;
  const words =
    said.length === 1 ? (first.ok ? 'it succeeded' : 'it failed') : `${ok} of ${said.length} calls succeeded`;
  return html`<p class=note>The client says: ${words}${first.status !== null && html`, status ${first.status}`}${error !== null && html`, ${error}`}</p>`;
}

/** A promise with everything that is known about it; open where somebody has to do something. */
export function promisePart(check: JudgedCheck, judgement: Judgement, detail: Detail, open: boolean): Html {
  const { probes } = judgement;
  const { id, verdict, rule, subtype, because, reference, force, why, fix, known, rerun } = check;
  const met = open ? metBy(check, judgement) : null;
  const shown = open ? probes.filter(({ name }) => check.probes.includes(name)) : [];
  return html`<details class="s ${verdict}" id="${checkAnchor(id)}"${open && html` open`}><summary><b class=g>${promiseGlyphs[verdict]}<i class=h> ${verdict}</i></b> <bdi class=n>${id} · ${rule}</bdi> <span class=m><i>${force}</i>${
    subtype !== null && html` <i>${subtype}</i>`
  }${known !== null && html` <i>known</i>`}</span></summary><div class=d><p class=because>${because}</p>${
    known !== null && html`<p>Known: ${known}</p>`
  }<dl class=cmp><dt>Why it matters<dd>${why}<dt>What to change<dd>${fix}<dt>By what right<dd>${reference}; ${forces[force]}${met !== null && html`<dt>What it had met<dd>${met.line}${met.runbook !== null && html` (runbook: <code>faultline explain ${met.runbook}</code>)`}`}</dl>${shown.map(
    (probe) => probePart(probe, detail),
  )}${rerun !== null && html`<h4>Again</h4><pre class=cmd>${rerun}</pre>`}</div></details>`;
}
