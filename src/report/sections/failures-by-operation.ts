import type { CellState, Matrix, MatrixCell } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { count, filterLink } from '../words.ts';

type Operation = Matrix['operations'][number];
type Failure = Matrix['failures'][number];

const glyphs = { kept: '✓', broken: '✗', known: '≈', untested: '○', excluded: '–', 'not-declared': '·' } as const satisfies Record<
  CellState,
  string
>;

/** Letters of the page's classes. */
const classes = {
  kept: 'kept',
  broken: 'broken',
  known: 'known',
  untested: 'untested',
  excluded: 'nd',
  'not-declared': 'nd',
} as const satisfies Record<CellState, string>;

function cellPart(cell: MatrixCell | undefined): Html {
  if (cell === undefined) return html`<td>`;
  const { operationId, failure, state, declared, scenarios, exchanges } = cell;
  const words = `${state.replace('-', ' ')}${declared ? '' : ', not in the document'}: ${count(scenarios.length, 'scenario')}, ${count(exchanges, 'exchange')}`;
  const sign = html`${glyphs[state]}<i class=h> ${state} </i>${scenarios.length > 0 && String(scenarios.length)}${!declared && state !== 'not-declared' && html`<sup>+</sup>`}`;
  if (scenarios.length === 0) return html`<td class="${classes[state]}" title="${words}">${sign}`;
  return html`<td class="${classes[state]}"><a href="${filterLink({ operation: operationId, failure })}" title="${words}">${sign}</a>`;
}

/** Asserted of declared. A cell that the document doesn't declare counts on neither side. */
function totalPart(cells: readonly MatrixCell[]): Html {
  const declared = cells.filter((cell) => cell.declared && cell.state !== 'not-declared');
  const covered = declared.filter(({ state }) => state !== 'untested');
  return declared.length === 0 ? html`<td class=sum>` : html`<td class=sum>${covered.length}/${declared.length}`;
}

function rowPart({ id, method, path, excluded }: Operation, { failures, cells }: Matrix): Html {
  const own = cells.filter(({ operationId }) => operationId === id);
  const head = html`<th scope=row><a href="${filterLink({ operation: id })}"><b>${method}</b> ${path}</a>`;
  if (excluded !== undefined)
    return html`<tr class=ex>${head}<td colspan="${failures.length + 1}">left out: ${excluded}`;
  return html`<tr>${head}${failures.map((column) => cellPart(own.find(({ failure }) => failure === column.id)))}${totalPart(own)}`;
}

const headPart = ({ id, kind, label }: Failure) =>
  html`<th scope=col class="${kind}"><a href="${filterLink({ failure: id })}" title="${label}"><span>${id}</span></a>`;

const legend = html`<p class="note legend"><span><b class=kept>✓</b> kept, with the number of scenarios</span><span><b class=broken>✗</b> broken</span><span><b class=untested>○</b> declared, untested</span><span><b>·</b> seen, not declared</span><span><b>+</b> asserted though the document doesn’t declare it</span><span>empty: not declared, never seen</span><span>A cell, row or column filters the scenarios.</span></p>`;

/** Operations by failures: what was asserted, what broke and what was left out. */
export const failuresByOperation = defineSection({
  name: 'failures-by-operation',
  title: 'Failures by operation',
  menu: 'Matrix',
  summary: 'Which failure was provoked on which operation, and what became of it.',
  render({ result: { matrix } }) {
    if (matrix.operations.length === 0) return null;
    const { failures, cells } = matrix;
    return html`<div class=scroll tabindex=0 role=region aria-label="Failures by operation"><table class=matrix><thead><tr><th scope=col>Operation${failures.map(
      headPart,
    )}<th scope=col class=sum>Asserted<tbody>${matrix.operations.map((operation) => rowPart(operation, matrix))}<tfoot><tr><th scope=row>Asserted${failures.map(
      (column) => totalPart(cells.filter(({ failure }) => failure === column.id)),
    )}${totalPart(cells)}</table></div>${legend}`;
  },
});
