import type { AttemptResult, ScenarioResult } from '../../result.ts';
import { answerOf, failureOf, pathOf } from '../failure-of.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Detail } from '../section.ts';
import { count, printDuration } from '../words.ts';
import { exchangeParts, likenessOf } from './exchange.ts';
import type { AttemptRow } from './fold.ts';
import { foldAttempts, mostAlike } from './fold.ts';
import { timeline } from './timeline.ts';

/** The attempts of a scenario, or of anything else that made calls. */
export type Attempted = Pick<ScenarioResult, 'attempts' | 'calls' | 'verdict' | 'curl'>;

/** A row shows its exchange, is like an earlier row, or there is no room for it. */
type State = 'shown' | 'left-out' | AttemptRow;

const fewestOfBroken = 6;

/** Which rows show their exchange: the first of each likeness, as many as the page has room for. */
function shownRows(rows: readonly AttemptRow[], limit: number): ReadonlyMap<AttemptRow, State> {
  const first = new Map<string, AttemptRow>();
  const states = new Map<AttemptRow, State>();
  for (const row of rows) {
    const likeness = likenessOf(row.attempt.exchange);
    const earlier = first.get(likeness);
    states.set(row, earlier ?? (first.size < limit ? 'shown' : 'left-out'));
    if (earlier === undefined) first.set(likeness, row);
  }
  return states;
}

/** How long the client waited between the previous attempt of the same call and this one. */
function waitBefore(attempt: AttemptResult, attempts: readonly AttemptResult[]): number | null {
  const earlier = attempts.filter(({ call, offsetMs }) => call === attempt.call && offsetMs < attempt.offsetMs).at(-1);
  return earlier === undefined || earlier.tookMs === null ? null : attempt.offsetMs - earlier.offsetMs - earlier.tookMs;
}

function factsOf(attempt: AttemptResult, attempts: readonly AttemptResult[]): readonly string[] {
  const { tookMs, retryAfterMs, exchange } = attempt;
  const waited = waitBefore(attempt, attempts);
  const early = exchange.cause?.retriedEarlyByMs;
  return [
    ...(waited ? [`after a wait of ${printDuration(waited)}`] : []),
    ...(tookMs === null ? ['never ended'] : tookMs > 0 ? [`took ${printDuration(tookMs)}`] : []),
    ...(retryAfterMs === null ? [] : [`asks to wait ${printDuration(retryAfterMs)}`]),
    ...(early ? [`came back ${printDuration(early)} too early`] : []),
  ];
}

function foldedLine({ folded, number }: AttemptRow): Html | null {
  const [first, last] = [folded[0], folded.at(-1)];
  if (first === undefined || last === undefined) return null;
  return html`<p class=fold>and <b>${count(folded.length, 'more attempt')}</b> like number ${number}, from ${printDuration(first.offsetMs)} to ${printDuration(last.offsetMs)}</p>`;
}

/** Exchanges of more rows than this are closed at first. */
const mostOpen = 4;

function headPart({ attempt }: AttemptRow, state: State, attempts: readonly AttemptResult[]): Html {
  const { exchange, offsetMs } = attempt;
  const { method, url } = exchange.request;
  const facts = [...factsOf(attempt, attempts), ...(typeof state === 'object' ? [`like number ${state.number}`] : [])];
  return html`<time>+${printDuration(offsetMs)}</time> <code>${method} ${pathOf(url)}</code> <b class="${failureOf(exchange) === null ? 'ok' : 'ko'}">${answerOf(exchange)}</b>${facts.map(
    (fact) => html` <span>${fact}</span>`,
  )}${exchange.cause && html`<br><small>${exchange.cause.summary}</small>`}`;
}

function rowPart(row: AttemptRow, state: State, scenario: Attempted, detail: Detail): Html {
  const { attempt, number } = row;
  const head = headPart(row, state, scenario.attempts);
  const numbered = scenario.attempts.length > mostAlike && html` value="${number}"`;
  if (state !== 'shown') return html`<li${numbered}><p class=a>${head}</p>${foldedLine(row)}`;
  const ownCurl = attempt.curl !== scenario.curl && detail.routineHeaders;
  const open = scenario.attempts.length <= mostOpen;
  return html`<li${numbered}><details class=e${open && html` open`}><summary class=a>${head}</summary>${exchangeParts(attempt.exchange, detail)}${
    ownCurl && html`<pre class=cmd>${attempt.curl}</pre>`
  }</details>${foldedLine(row)}`;
}

/** Every attempt of a scenario: on a time line, then one by one with what was sent and what came back. */
export function attemptsPart(scenario: Attempted, detail: Detail): Html | null {
  const { attempts, calls, verdict } = scenario;
  if (attempts.length === 0) return null;
  const rows = foldAttempts(attempts);
  const limit = verdict === 'broken' ? Math.max(fewestOfBroken, detail.exchanges) : detail.exchanges;
  const states = shownRows(rows, limit);
  const leftOut = rows.filter((row) => states.get(row) === 'left-out').length;
  return html`<h4>${count(attempts.length, 'attempt')}${calls !== attempts.length && html` for ${count(calls, 'call')}`}</h4>${timeline(attempts)}<ol class=at>${rows.map(
    (row) => rowPart(row, states.get(row) ?? 'left-out', scenario, detail),
  )}</ol>${leftOut > 0 && html`<p class=note>${count(leftOut, 'more exchange')} in <code>result.json</code>.</p>`}`;
}
