import type { Operation } from '../../contract/contract.ts';
import { nearest } from '../../suggest.ts';
import type { Exchange } from '../../trace/exchange.ts';
import type { NearMiss } from './expectation.ts';

/** Requests that led nowhere but look like this operation: another method, or a path with a slip in it. */
export function nearMissesOf(operation: Operation, strays: readonly Exchange[]): readonly NearMiss[] {
  return strays.flatMap((exchange) => {
    const why = likeness(operation, exchange);
    return why === null ? [] : [{ exchange: exchange.id, request: requestOf(exchange), why }];
  });
}

/** Method and path of a request. */
export function requestOf({ request }: Exchange): string {
  return `${request.method} ${pathOf(request.url)}`;
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*/, '') || '/';
}

function likeness(operation: Operation, exchange: Exchange): string | null {
  const template = operation.path.split('/').slice(1);
  // The document's servers may put segments in front.
  const segments = pathOf(exchange.request.url).split('/').slice(1).slice(-template.length);
  const filled = template.map((segment, index) => (segment.startsWith('{') ? (segments[index] ?? '') : segment));
  const [path, wanted] = [segments.join('/'), filled.join('/')];
  const where = `${operation.method} ${operation.path}`;
  if (path === wanted) return `${operation.id} is ${where}`;
  const isNear = segments.length === template.length && nearest(path, [wanted]) !== null;
  return isNear ? `Did you mean ${where} (${operation.id})?` : null;
}
