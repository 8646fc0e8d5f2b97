import { runbookFor } from '../../diagnosis/runbooks/index.ts';
import { onceFor } from '../../once-for.ts';
import type { InjectedFault, Matrix, MatrixCell, ScenarioResult, StepResult } from '../../result.ts';
import { pathOf } from '../failure-of.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Detail } from '../section.ts';
import { anchorOf, count, printDuration, stepClasses, verdictGlyphs } from '../words.ts';
import { attemptsPart } from './attempts.ts';
import { comparison } from './comparison.ts';

function stepPart({ keyword, text, status, docString, table, error, line }: StepResult): Html {
  const cells = (row: readonly string[]) => row.map((cell) => html`<td>${cell}`);
  return html`<li${status !== 'passed' && html` class="${stepClasses[status]}"`}><b>${keyword.trim()}</b> ${text}${
    status !== 'passed' && html` <i>${status}, line ${line}</i>`
  }${docString !== undefined && html`<pre>${docString}</pre>`}${
    table && html`<table>${table.map((row) => html`<tr>${cells(row)}`)}</table>`
  }${error !== undefined && html`<pre class=err tabindex=0>${error}</pre>`}`;
}

/** The cells of each scenario by its id, worked out once for a matrix. */
const cellsById = onceFor((matrix: Matrix): ReadonlyMap<string, readonly MatrixCell[]> => {
  const index = new Map<string, MatrixCell[]>();
  for (const cell of matrix.cells) {
    for (const id of cell.scenarios) {
      const cells = index.get(id);
      if (cells === undefined) index.set(id, [cell]);
      else cells.push(cell);
    }
  }
  return index;
});

/** The operations that a scenario called, and each failure that it met there: what the filters look at. */
function cellsOf(scenario: ScenarioResult, matrix: Matrix): readonly string[] {
  const pair = (operationId: string | null, failure: string) =>
    `${encodeURIComponent(operationId ?? '')}|${encodeURIComponent(failure)}`;
  const listed = cellsById(matrix).get(scenario.id) ?? [];
  return [
    ...new Set([
      ...listed.map(({ operationId, failure }) => pair(operationId, failure)),
      ...scenario.failures.map(({ operationId, failure }) => pair(operationId, failure)),
      ...scenario.attempts.map(({ exchange }) => pair(exchange.operationId, '')),
    ]),
  ];
}

function factsOf(scenario: ScenarioResult): readonly string[] {
  const failures = [...new Set(scenario.failures.map(({ failure }) => failure))];
  const paths = [
    ...new Set(
      scenario.attempts.map(
        ({ exchange }) => `${exchange.request.method} ${pathOf(exchange.request.url).replace(/\?.*/, '')}`,
      ),
    ),
  ];
  return [
    ...failures,
    ...(paths.length > 1 ? [`${paths[0]} +${paths.length - 1}`] : paths),
    ...(scenario.attempts.length > 1 ? [count(scenario.attempts.length, 'attempt')] : []),
    ...(scenario.virtualMs > 0 ? [printDuration(scenario.virtualMs)] : []),
  ];
}

function injectedPart(injected: readonly InjectedFault[]): Html | null {
  if (injected.length === 0) return null;
  const lines = injected.map(
    ({ fault, operation, ruleId, hits }) =>
      html`<li><b>${fault}</b> on ${operation}, ${count(hits, 'time')} <small>${ruleId}</small>`,
  );
  return html`<h4>Injected</h4><ul>${lines}</ul>`;
}

function runbookLinks(scenario: ScenarioResult): Html | null {
  const books = [...new Set(scenario.failures.map(({ failure }) => runbookFor(failure)))].filter(
    (book) => book !== undefined,
  );
  if (books.length === 0) return null;
  const links = books.map(({ name, title }) => html` <a href="#runbook-${name}">${title}</a>`);
  return html`<p class=rb>Runbook:${links}</p>`;
}

function commands({ curl, rerun }: ScenarioResult): Html {
  return html`<h4>Again</h4>${curl !== null && html`<pre class=cmd>${curl}</pre>`}<pre class=cmd>${rerun}</pre>`;
}

/** Everything known about a scenario, as it stands below its line. */
export function scenarioDetails(scenario: ScenarioResult, detail: Detail): Html {
  const { id, rule, tags, file, line, because } = scenario;
  return html`<p class=w><a href="#${anchorOf(id)}">${file}:${line}</a>${rule !== null && html` · ${rule}`}${tags.map(
    (tag) => html` <i>${tag}</i>`,
  )}</p>${because !== null && html`<p class=because>${because}</p>`}${comparison(scenario)}<ol class=st>${scenario.steps.map(stepPart)}</ol>${runbookLinks(scenario)}${injectedPart(
    scenario.injected,
  )}${attemptsPart(scenario, detail)}${commands(scenario)}`;
}

/** One scenario: a line that opens into its details; null leaves room for details that are put in later. */
export function scenarioPart(scenario: ScenarioResult, matrix: Matrix, details: Html | null): Html {
  const { id, verdict, name } = scenario;
  return html`<details class="s ${verdict}" id="${anchorOf(id)}" data-c="${cellsOf(scenario, matrix).join(' ')}"><summary><b class=g>${verdictGlyphs[verdict]}<i class=h> ${verdict}</i></b> <bdi class=n>${name}</bdi> <span class=m>${factsOf(
    scenario,
  ).map(
    (fact) => html`<i>${fact}</i> `,
  )}</span></summary><div class=d${details === null && html` data-p`}>${details}</div></details>`;
}
