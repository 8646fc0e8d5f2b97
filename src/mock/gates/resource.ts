import { refuse } from '../answers.ts';
import { collectionUse } from '../resources/collections.ts';
import { type Found, findItem } from '../resources/find.ts';
import type { Gate } from './gate.ts';

const reasons = {
  tenant: 'it belongs to another tenant',
  later: 'it is synchronised only later',
  hidden: 'it is there, but no longer in use',
} as const;

/** 404: the path names an item that isn't there for this caller. Only PUT may name what isn't there yet. */
export const resource: Gate = (passage) => {
  const use = collectionUse(passage.contract, passage.operation);
  const id = use === undefined ? undefined : passage.pathParameters[use.collection.idParameter];
  if (use === undefined || id === undefined) return passage;
  const found = findItem(use.collection, id, passage);
  if (found.kind === 'found' || (use.role === 'replace' && mayCreate(found))) return passage;
  const why = found.kind === 'absent' ? 'nobody has it' : reasons[found.why];
  const cause = { kind: 'resource', summary: `no item "${id}" in ${use.collection.name}: ${why}` } as const;
  return refuse(passage, use.collection.notFound, { id }, cause);
};

function mayCreate(found: Found): boolean {
  return found.kind === 'absent' || (found.kind === 'withheld' && found.why !== 'tenant');
}
