import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { parameter } from '../preparations.ts';
import type { Proposal, Subject } from '../proposal.ts';

/** 404: an id that nobody has, for every collection that the path leads through. */
export function fromUnknownIds({ contract, operation }: Subject): readonly Proposal[] {
  const named = operation.parameters.filter((one) => one.in === 'path');
  return named.flatMap(({ name, validate }) => {
    const collections = contract.layer.resources.filter(({ idParameter }) => idParameter === name);
    const free = candidates.find((id) => validate([id]).length === 0 && collections.every((one) => !holds(one, id)));
    const preparation = free === undefined || collections.length === 0 ? null : parameter(name, free);
    if (preparation === null) return [];
    return [
      {
        kind: 'unknown-id',
        title: 'an id that nobody has: <parameter>',
        preparations: [preparation],
        causes: ['resource'],
        status: null,
      },
    ];
  });
}

const candidates = [
  '999',
  '999999',
  'nobody',
  '00000000-0000-4000-8000-000000000999',
  'nobody@example.com',
  '2099-12-31',
];

function holds({ seed, idProperty }: ResourceCollection, id: string): boolean {
  return seed.some((item) => String(item[idProperty]) === id);
}
