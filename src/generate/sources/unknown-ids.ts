import { unknownIdsOf } from '../../contract/index.ts';
import { parameter } from '../preparations.ts';
import type { Proposal, Subject } from '../proposal.ts';

/** 404: for every parameter of the path a value that names nothing. */
export function fromUnknownIds({ contract, operation }: Subject): readonly Proposal[] {
  return [...unknownIdsOf(contract, operation)].flatMap(([name, id]) => {
    const preparation = parameter(name, id);
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
