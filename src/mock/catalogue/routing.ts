import type { Operation } from '../../contract/index.ts';
import { type Candidate, stepOf } from './entry.ts';
import { byPlainness, type Samples } from './samples.ts';

/** More than node:http reads. */
const headerBytes = 20_000;

/** 404, 405, 400 and 431: what leads to no operation, or is no request that could. */
export function fromRouting(samples: Samples): readonly Candidate[] {
  const { layer, operations } = samples.contract;
  const [operation] = byPlainness(operations);
  if (operation === undefined) return [];
  const { notFound, methodNotAllowed, malformedPath } = layer.routing;
  const request = { ...samples.bare(operation), body: null, headers: [] };
  const base = { operation: null, cause: 'route' } as const;
  const filler = { in: 'header', bytes: headerBytes } as const;
  return [
    ...wrongMethod(samples, operation).map((method) => ({
      ...base,
      failure: methodNotAllowed.status,
      summary: 'a method that the path does not have',
      variants: [[stepOf({ ...request, method })]],
      start: true,
    })),
    {
      ...base,
      failure: notFound.status,
      summary: 'a path that is not in the document',
      variants: [[stepOf({ ...request, method: 'GET', path: '/nope' })]],
    },
    {
      ...base,
      failure: malformedPath.status,
      summary: 'a path that cannot be percent-decoded',
      variants: [[stepOf({ ...request, method: 'GET', path: `${brokenPath(operations)}` })]],
    },
    {
      ...base,
      failure: layer.size.headersTooLarge.status,
      summary: 'headers that are too large',
      variants: [[stepOf({ ...request, method: 'GET' }, { filler })]],
      cause: 'wire',
    },
  ];
}

function wrongMethod({ contract, bare }: Samples, operation: Operation): readonly string[] {
  const path = bare(operation).path.split('?')[0] ?? '/';
  const methods = ['PUT', 'PATCH', 'DELETE', 'POST', 'GET'];
  return methods.filter((name) => contract.route(name, path).kind === 'method-not-allowed').slice(0, 1);
}

function brokenPath(operations: readonly Operation[]): string {
  const template = operations.find(({ method, path }) => method === 'GET' && path.endsWith('}'))?.path ?? '/{id}';
  return template.replace(/\{[^}]*\}$/, '%E0%A4%A').replaceAll(/\{[^}]*\}/g, '1');
}
