import type { Contract } from '../../contract/contract.ts';
import { sampleContent, samplePath } from '../../contract/index.ts';
import { onceFor } from '../../once-for.ts';
import { noBody } from '../preparations.ts';
import type { Proposal, Subject } from '../proposal.ts';

const methods = ['PUT', 'PATCH', 'DELETE', 'POST', 'GET'];

const firstOfPaths = onceFor(
  ({ operations }: Contract) => new Map(operations.toReversed().map((operation) => [operation.path, operation])),
);

/** 405: a method that the path doesn't have, once for each path, at its first operation. */
export function fromWrongMethods({ contract, operation }: Subject): readonly Proposal[] {
  const isFirst = firstOfPaths(contract).get(operation.path) === operation;
  const [path = '/'] = samplePath(contract, operation).split('?');
  const method = methods.find((name) => contract.route(name, path).kind === 'method-not-allowed');
  if (!isFirst || method === undefined || /\s/.test(path)) return [];
  const hasBody = sampleContent(operation, contract.document) !== null;
  return [
    {
      kind: 'wrong-method',
      title: `a method that ${operation.path} does not have`,
      preparations: hasBody ? [noBody] : [],
      target: `${method} ${path}`,
      causes: ['route'],
      status: null,
    },
  ];
}
