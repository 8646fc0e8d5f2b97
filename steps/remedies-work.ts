/** What the client has to do that takes more than one call, and the ways to go about it. */
import {
  callForEach,
  callGrowing,
  callInBatches,
  callPrepared,
  changeWhatIsFound,
  createWhatIsMissing,
  type DataTable,
  Given,
  listed,
  readWhatIsFound,
  scenarioContext,
  storm,
  When,
  walkPages,
} from '../src/index.ts';

Given(
  '{int} alerts/items come in within {duration}, with {word} {string} in turn',
  function (count: number, overMs: number, parameter: string, values: string) {
    const scenario = scenarioContext(this);
    return scenario.withMock('so many calls in a row are for a mock to bear', () => {
      scenario.workload.items = storm(count, overMs, parameter, values.split(/,\s*/));
    });
  },
);

Given('these items are to be worked on:', function (table: DataTable) {
  scenarioContext(this).workload.items = listed(table.hashes());
});

When('the client calls operation {operation} for each of them', async function (operation: string) {
  await callForEach(scenarioContext(this), operation);
});

When(
  'the client calls operation {operation} for each of them, and stops at the first failure',
  async function (operation: string) {
    await callForEach(scenarioContext(this), operation, { stopAtFailure: true });
  },
);

When(
  'the client gathers them for {duration} and calls operation {operation} for up to {int} at a time',
  async function (gatherMs: number, operation: string, size: number) {
    await callInBatches(scenarioContext(this), operation, { gatherMs, size });
  },
);

When(
  'the client calls operation {operation} for those of them that operation {operation} finds',
  async function (change: string, lookup: string) {
    await changeWhatIsFound(scenarioContext(this), change, lookup);
  },
);

When(
  'the client calls operation {operation} for those of them that operation {operation} does not find',
  async function (create: string, lookup: string) {
    await createWhatIsMissing(scenarioContext(this), create, lookup);
  },
);

When(
  'the client calls operation {operation} for each of them, and leaves out what is not found',
  async function (lookup: string) {
    await readWhatIsFound(scenarioContext(this), lookup);
  },
);

When(
  'the client walks through operation {operation}, {int} at a time',
  async function (operation: string, size: number) {
    await walkPages(scenarioContext(this), operation, size);
  },
);

When('the client checks the request body before it calls operation {operation}', async function (operation: string) {
  await callPrepared(scenarioContext(this), operation);
});

When(
  'the client calls operation {operation} with the required fields, then with one field more each time',
  async function (operation: string) {
    await callGrowing(scenarioContext(this), operation);
  },
);
