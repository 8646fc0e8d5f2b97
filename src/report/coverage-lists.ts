import type { Matrix, MatrixCell } from '../result.ts';

/** Cells that the document declares and no exchange fell into. */
export function neverSeen({ cells }: Matrix): readonly MatrixCell[] {
  return cells.filter(({ eligible, exchanges }) => eligible && exchanges === 0);
}

/** Statuses that were seen and the document doesn't declare. */
export function seenUndeclared({ cells, failures }: Matrix): readonly MatrixCell[] {
  const statuses = new Set(failures.filter(({ kind }) => kind === 'status').map(({ id }) => id));
  return cells.filter(({ declared, exchanges, failure }) => !declared && exchanges > 0 && statuses.has(failure));
}

/** An OpenAPI overlay (1.0.0) that declares what was seen; empty when there is nothing to add. */
export function overlayOf({ operations }: Matrix, cells: readonly MatrixCell[]): string {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const actions = [...Map.groupBy(cells, ({ operationId }) => operationId)].flatMap(([id, group]) => {
    const operation = byId.get(id);
    if (operation === undefined) return [];
    const responses = group.flatMap(({ failure, exchanges }) => [
      `        '${failure}':`,
      `          description: Seen ${exchanges === 1 ? 'once' : `${exchanges} times`}`,
    ]);
    const target = `$.paths[${quoted(operation.path)}].${operation.method.toLowerCase()}`;
    return [`  - target: ${JSON.stringify(target)}`, '    update:', '      responses:', ...responses];
  });
  if (actions.length === 0) return '';
  const info = [
    'overlay: 1.0.0',
    'info:',
    '  title: Responses that were seen and are not declared',
    '  version: 1.0.0',
  ];
  return [...info, 'actions:', ...actions, ''].join('\n');
}

/** A name within a JSONPath (RFC 9535 §2.3.1). */
function quoted(name: string): string {
  return `'${name.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}
