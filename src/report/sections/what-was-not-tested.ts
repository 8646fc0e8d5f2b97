import type { Matrix, MatrixCell, ScenarioResult } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { anchorOf } from '../words.ts';

function scenariosPart(untested: readonly ScenarioResult[]): Html | null {
  if (untested.length === 0) return null;
  return html`<h3>Scenarios that decided nothing</h3><ul>${untested.map(
    ({ id, name, because }) =>
      html`<li><a href="#${anchorOf(id)}"><bdi>${name}</bdi></a>${because !== null && `: ${because}`}`,
  )}</ul>`;
}

/** One line an operation: its name and the failures. */
function cellsPart(title: string, cells: readonly MatrixCell[], { operations }: Matrix): Html | null {
  if (cells.length === 0) return null;
  const groups = [...Map.groupBy(cells, ({ operationId }) => operationId)];
  return html`<h3>${title}</h3><ul>${groups.map(([operationId, group]) => {
    const operation = operations.find(({ id }) => id === operationId);
    return html`<li>${operation ? html`<b>${operation.method}</b> ${operation.path}` : operationId}: ${group.map(({ failure }) => failure).join(', ')}`;
  })}</ul>`;
}

function excludedPart({ operations }: Matrix): Html | null {
  const excluded = operations.filter((operation) => operation.excluded !== undefined);
  if (excluded.length === 0) return null;
  return html`<h3>Operations left out</h3><ul>${excluded.map(({ method, path, excluded: reason }) => html`<li><b>${method}</b> ${path}: ${reason}`)}</ul>`;
}

/** What the verdict says nothing about. */
export const whatWasNotTested = defineSection({
  name: 'what-was-not-tested',
  title: 'What was not tested',
  menu: 'Not tested',
  summary: 'The verdict says nothing about these.',
  badge: ({ scenarios, matrix }) =>
    scenarios.filter(({ verdict }) => verdict === 'untested').length +
    matrix.cells.filter(({ state }) => state === 'untested').length +
    matrix.operations.filter(({ excluded }) => excluded !== undefined).length,
  render({ result: { scenarios, matrix } }) {
    const parts = [
      scenariosPart(scenarios.filter(({ verdict }) => verdict === 'untested')),
      cellsPart(
        'Declared and never asserted',
        matrix.cells.filter(({ state }) => state === 'untested'),
        matrix,
      ),
      excludedPart(matrix),
    ].filter((part) => part !== null);
    return parts.length === 0
      ? html`<p>Everything that the document declares was provoked and asserted.</p>`
      : html`<div class=cols>${parts.map((part) => html`<div>${part}</div>`)}</div>`;
  },
});
