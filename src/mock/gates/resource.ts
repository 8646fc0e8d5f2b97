import { unknownIdsOf } from '../../contract/index.ts';
import { refuse } from '../answers.ts';
import { collectionUse } from '../resources/collections.ts';
import { type Found, findItem } from '../resources/find.ts';
import type { Gate, Passage, Step } from './gate.ts';

const reasons = {
  tenant: 'it belongs to another tenant',
  later: 'it is synchronised only later',
  hidden: 'it is there, but no longer in use',
} as const;

/** 404: the path names an item that isn't there for this caller. Only PUT may name what isn't there yet. */
export const resource: Gate = (passage) => {
  const use = collectionUse(passage.contract, passage.operation);
  const id = use === undefined ? undefined : passage.pathParameters[use.collection.idParameter];
  const unknown = unknownParameter(passage, use?.collection.idParameter);
  if (unknown !== null) return unknown;
  if (use === undefined || id === undefined) return passage;
  const found = findItem(use.collection, id, passage);
  if (found.kind === 'found' || (use.role === 'replace' && mayCreate(found))) return passage;
  const why = found.kind === 'absent' ? 'nobody has it' : reasons[found.why];
  const cause = { kind: 'resource', summary: `no item "${id}" in ${use.collection.name}: ${why}` } as const;
  return refuse(passage, use.collection.notFound, { id }, cause);
};

/** Where nothing is stored that could tell, one value of each path parameter names nothing. */
function unknownParameter(passage: Passage, judgedElsewhere: string | undefined): Step | null {
  const { contract, operation, pathParameters } = passage;
  for (const [name, nothing] of unknownIdsOf(contract, operation)) {
    if (pathParameters[name] !== nothing || name === judgedElsewhere) continue;
    const cause = { kind: 'resource', summary: `"${nothing}" stands for a ${name} that nobody has` } as const;
    return refuse(passage, contract.layer.routing.unknownId, { name, id: nothing }, cause);
  }
  return null;
}

function mayCreate(found: Found): boolean {
  return found.kind === 'absent' || (found.kind === 'withheld' && found.why !== 'tenant');
}
