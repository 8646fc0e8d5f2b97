/** What the requests left behind in the API's own data. */
import { means, type SideEffect, scenarioContext, Then } from '../src/index.ts';

function changesOf(world: object, change: SideEffect['change'], collection: string): number | 'skipped' {
  let count = 0;
  const skipped = scenarioContext(world).withMock(
    'it needs the mock’s record of what was changed',
    ({ sideEffects }) => {
      count = sideEffects.filter((effect) => effect.change === change && effect.collection === collection).length;
    },
  );
  return skipped ?? count;
}

function expectChanges(world: object, change: SideEffect['change'], collection: string, expected: number) {
  const received = changesOf(world, change, collection);
  if (received === 'skipped') return received;
  scenarioContext(world).expectEqual(`the number of ${collection} ${change}`, expected, received);
  return undefined;
}

Then(
  'the API has created {int} of the {word}',
  means(
    'What the calls of the scenario left behind in a collection of the failure layer.',
    'the API has created 1 of the alerts',
  ),
  function (count: number, collection: string) {
    return expectChanges(this, 'created', collection, count);
  },
);

Then(
  'the API has deleted {int} of the {word}',
  means(
    'What the calls of the scenario took away from a collection of the failure layer.',
    'the API has deleted 1 of the users',
  ),
  function (count: number, collection: string) {
    return expectChanges(this, 'deleted', collection, count);
  },
);
