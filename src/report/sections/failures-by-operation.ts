import type { CellState, Matrix, MatrixCell } from '../../result.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { count, filterLink } from '../words.ts';

type Operation = Matrix['operations'][number];
type Failure = Matrix['failures'][number];

const glyphs = {
  kept: '✓',
  broken: '✗',
  known: '≈',
  untested: '○',
  excluded: '–',
  'not-declared': '·',
} as const satisfies Record<CellState, string>;

/** Letters of the page's classes. */
const classes = {
  kept: 'kept',
  broken: 'broken',
  known: 'known',
  untested: 'untested',
  excluded: 'nd',
  'not-declared': 'nd',
} as const satisfies Record<CellState, string>;

function wordsOf({ state, declared, because, scenarios, attempts, matches, exchanges, resolved }: MatrixCell): string {
  const where = declared ? '' : ', not in the document';
  const reason = because === null ? '' : ` (${because})`;
  const sent = scenarios.length === 0 ? '' : `, ${count(attempts, 'attempt')}, ${count(matches, 'match', 'matches')}`;
  const statuses = resolved.length === 0 ? '' : `; stands for ${resolved.join(', ')}`;
  return `${state.replace('-', ' ')}${where}${reason}: ${count(scenarios.length, 'scenario')}${sent}, seen in ${count(exchanges, 'exchange')}${statuses}`;
}

/** A matrix of more cells says in each only what became of it: it would fill the page several times over. */
const mostTold = 2000;

/** A kept cell in the fewest words; what isn't kept is told as ever. */
function shortPart({ state, scenarios }: MatrixCell): Html {
  return html`<td class="${classes[state]}">${glyphs[state]}${scenarios.length}`;
}

function cellPart(cell: MatrixCell | undefined, isShort: boolean): Html {
  if (cell === undefined) return html`<td>`;
  const { operationId, failure, state, declared, scenarios, resolved } = cell;
  if (isShort && state === 'kept' && declared) return shortPart(cell);
  const sign = html`${glyphs[state]}<i class=h> ${state} </i>${scenarios.length > 0 && String(scenarios.length)}${!declared && state !== 'not-declared' && html`<sup>+</sup>`}${resolved.length > 0 && html`<small>${resolved.join(' ')}</small>`}`;
  if (scenarios.length === 0) return html`<td class="${classes[state]}" title="${wordsOf(cell)}">${sign}`;
  return html`<td class="${classes[state]}"><a href="${filterLink({ operation: operationId, failure })}" title="${wordsOf(cell)}">${sign}</a>`;
}

/** Asserted of declared. A cell that the document doesn't declare counts on neither side. */
function totalPart(cells: readonly MatrixCell[]): Html {
  const declared = cells.filter((cell) => cell.declared && cell.state !== 'not-declared' && cell.state !== 'excluded');
  const covered = declared.filter(({ state }) => state !== 'untested');
  return declared.length === 0 ? html`<td class=sum>` : html`<td class=sum>${covered.length}/${declared.length}`;
}

function rowPart({ id, method, path, excluded }: Operation, { columns, isShort }: Part, cells: CellsOf): Html {
  const own = new Map(cells(id).map((cell) => [cell.failure, cell]));
  const head = html`<th scope=row><a href="${filterLink({ operation: id })}"><b>${method}</b> ${path}</a>`;
  if (excluded !== undefined)
    return html`<tr class=ex>${head}<td colspan="${columns.length + 1}">left out: ${excluded}`;
  const shown = columns.map((column) => own.get(column.id));
  return html`<tr>${head}${shown.map((cell) => cellPart(cell, isShort))}${totalPart(shown.filter((cell) => cell !== undefined))}`;
}

type CellsOf = (operationId: string) => readonly MatrixCell[];

const headPart = ({ id, kind, label }: Failure) =>
  html`<th scope=col class="${kind}"><a href="${filterLink({ failure: id })}" title="${label}"><span>${id}</span></a>`;

const legend = html`<p class="note legend"><span><b class=kept>✓</b> kept, with the number of scenarios</span><span><b class=broken>✗</b> broken</span><span><b class=known>≈</b> known failure</span><span><b class=untested>○</b> declared, untested</span><span><b>–</b> excluded</span><span><b>·</b> seen, not declared</span><span><b>+</b> asserted though the document doesn’t declare it</span><span>empty: not declared, never seen</span><span>small figures: what a range (4XX, default) stood for</span><span>A cell, row or column filters the scenarios.</span></p>`;

interface Part {
  readonly label: string;
  readonly columns: readonly Failure[];
  readonly operations: readonly Operation[];
  readonly isShort: boolean;
}

function tablePart(part: Part, matrix: Matrix, cells: CellsOf): Html | null {
  const { label, columns, operations } = part;
  if (columns.length === 0 || operations.length === 0) return null;
  const all = Map.groupBy(matrix.cells, ({ failure }) => failure);
  const shown = columns.map(({ id }) => all.get(id) ?? []);
  return html`<div class=scroll tabindex=0 role=region aria-label="${label} by operation"><table class=matrix><thead><tr><th scope=col>Operation${columns.map(
    headPart,
  )}<th scope=col class=sum>Asserted<tbody>${operations.map((operation) => rowPart(operation, part, cells))}<tfoot><tr><th scope=row>Asserted${shown.map(totalPart)}${totalPart(shown.flat())}</table></div>`;
}

/** Two tables, statuses and transport faults, since one would be wider than a screen. */
function partsOf({ failures, operations, cells: all }: Matrix, cells: CellsOf): readonly Part[] {
  const transport = failures.filter(({ kind }) => kind === 'transport');
  const ids = new Set(transport.map(({ id }) => id));
  const struck = operations.filter((operation) => cells(operation.id).some(({ failure }) => ids.has(failure)));
  const isShort = all.length > mostTold;
  return [
    { label: 'Responses', columns: failures.filter(({ kind }) => kind === 'status'), operations, isShort },
    { label: 'Transport faults', columns: transport, operations: struck, isShort },
  ];
}

/** Operations by what came of a call: what was asserted, what broke and what was left out. */
export const failuresByOperation = defineSection({
  name: 'failures-by-operation',
  title: 'Responses and failures by operation',
  menu: 'Matrix',
  summary: 'What was provoked on which operation, and what became of it.',
  render({ result: { matrix } }) {
    if (matrix.operations.length === 0) return null;
    const byOperation = Map.groupBy(matrix.cells, ({ operationId }) => operationId);
    const cells: CellsOf = (id) => byOperation.get(id) ?? [];
    return html`${partsOf(matrix, cells).map((part) => tablePart(part, matrix, cells))}${legend}`;
  },
});
