import type { Match } from '../../contract/failure-layer.ts';
import type { Passage } from '../gates/gate.ts';

/** Whether the request is one that a rule or quota speaks of. Its operation is looked at when rules are indexed. */
export function matches(match: Match, { request, pathParameters }: Passage): boolean {
  return (
    holds(match.headers, request.headers) &&
    holds(match.path, pathParameters) &&
    queryHolds(match.query, request.query) &&
    (match.bodyFragment === null || (request.body.kind === 'text' && request.body.text.includes(match.bodyFragment)))
  );
}

/** Whether the match is about this operation at all. */
export function concerns({ operations }: Match, operationId: string): boolean {
  return operations === null || operations.includes(operationId);
}

function holds(wanted: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): boolean {
  for (const name in wanted) if (given[name] !== wanted[name]) return false;
  return true;
}

function queryHolds(wanted: Readonly<Record<string, string>>, query: ReadonlyMap<string, readonly string[]>): boolean {
  for (const name in wanted) if (!query.get(name)?.includes(wanted[name] ?? '')) return false;
  return true;
}
