import type { Gate, Matrix, MatrixCell } from '../../result.ts';
import { neverSeen, overlayOf, seenUndeclared } from '../coverage-lists.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { defineSection } from '../section.ts';
import { count } from '../words.ts';

/** A list longer than this says how much more there is. */
const longest = 60;

function linesPart(lines: readonly Html[]): Html {
  const more = lines.length - longest;
  return html`<ul>${lines.slice(0, longest)}${more > 0 && html`<li>and ${count(more, 'more')}`}</ul>`;
}

function operationPart(operationId: string, { operations }: Matrix): Html {
  const operation = operations.find(({ id }) => id === operationId);
  return operation === undefined ? html`${operationId}` : html`<b>${operation.method}</b> ${operation.path}`;
}

/** One line an operation. */
function cellsPart(
  title: string,
  cells: readonly MatrixCell[],
  matrix: Matrix,
  beside: Html | null = null,
): Html | null {
  if (cells.length === 0) return null;
  const groups = [...Map.groupBy(cells, ({ operationId }) => operationId)];
  return html`<div><h3>${title}</h3>${linesPart(
    groups.map(
      ([id, group]) => html`<li>${operationPart(id, matrix)}: ${group.map(({ failure }) => failure).join(', ')}`,
    ),
  )}${beside}</div>`;
}

function reasonsPart(title: string, cells: readonly MatrixCell[], matrix: Matrix): Html | null {
  if (cells.length === 0) return null;
  return html`<div><h3>${title}</h3>${linesPart(
    cells.map(
      ({ operationId, failure, because }) => html`<li>${operationPart(operationId, matrix)} ${failure}: ${because}`,
    ),
  )}</div>`;
}

function rangesPart(cells: readonly MatrixCell[], matrix: Matrix): Html | null {
  const ranges = cells.filter(({ failure, resolved }) => !/^\d/.test(failure.replace('XX', '')) || resolved.length > 0);
  const statuses = ranges.filter(({ failure }) => /^(?:[1-5]XX|default)$/.test(failure));
  if (statuses.length === 0) return null;
  return html`<div><h3>What ranges stood for</h3>${linesPart(
    statuses.map(
      ({ operationId, failure, resolved }) =>
        html`<li>${operationPart(operationId, matrix)} ${failure}: ${resolved.length === 0 ? 'nothing was seen' : resolved.join(', ')}`,
    ),
  )}</div>`;
}

function gatePart({ met, message, missing }: Gate): Html {
  return html`<p class="${met ? 'ok' : 'ko'}">${met ? '✓' : '✗'} ${message}</p>${missing.length > 0 && linesPart(missing.map((line) => html`<li>${line}`))}`;
}

function overlayPart(matrix: Matrix, cells: readonly MatrixCell[]): Html | null {
  const overlay = overlayOf(matrix, cells);
  return overlay === '' ? null : html`<p class=note>An overlay that declares them:</p><pre class=cmd>${overlay}</pre>`;
}

/** How much of what is declared was provoked and asserted, and what the document and the answers lack of each other. */
export const coverage = defineSection({
  name: 'coverage',
  title: 'Coverage',
  menu: 'Coverage',
  summary: 'What the document declares, what the scenarios plan, what was seen, and what was asserted and kept.',
  badge: ({ matrix }) => neverSeen(matrix).length + seenUndeclared(matrix).length,
  render({ result: { coverage: sums, matrix, gates } }) {
    if (matrix.operations.length === 0) return null;
    const undeclared = seenUndeclared(matrix);
    const { eligible, planned, observed, covered, excluded } = sums;
    return html`<ul class=tiles><li><b>${eligible}</b> eligible<li><b>${planned}</b> planned<li><b>${observed}</b> seen<li class="${covered === eligible && 'kept'}"><b>${covered}</b> asserted and kept${excluded > 0 && html`<li><b>${excluded}</b> excluded`}</ul>${gates.map(
      gatePart,
    )}<div class=cols>${[
      cellsPart('Declared, never seen', neverSeen(matrix), matrix),
      cellsPart('Seen, not declared', undeclared, matrix, overlayPart(matrix, undeclared)),
      rangesPart(matrix.cells, matrix),
      reasonsPart(
        'Excluded',
        matrix.cells.filter(({ state }) => state === 'excluded'),
        matrix,
      ),
    ]}</div>`;
  },
});
