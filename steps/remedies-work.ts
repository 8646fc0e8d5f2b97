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
  means,
  readWhatIsFound,
  scenarioContext,
  storm,
  When,
  walkPages,
} from '../src/index.ts';

Given(
  '{int} alerts/items come in within {duration}, with {word} {string} in turn',
  means(
    'Work that comes in evenly over a time; the parameter takes these values in turn.',
    '60 alerts come in within 60 seconds, with user_id "1, 2, 3" in turn',
  ),
  function (count: number, overMs: number, parameter: string, values: string) {
    const scenario = scenarioContext(this);
    return scenario.withMock('so many calls in a row are for a mock to bear', () => {
      scenario.workload.items = storm(count, overMs, parameter, values.split(/,\s*/));
    });
  },
);

Given(
  'these items are to be worked on:',
  means(
    'Work that is there from the start: a row for each item, a column for each parameter.',
    'these items are to be worked on:\n  | user_id |\n  | 1       |\n  | 999     |',
  ),
  function (table: DataTable) {
    scenarioContext(this).workload.items = listed(table.hashes());
  },
);

When(
  'the client calls operation {operation} for each of them',
  means('One call after the other, as the items come in.', 'the client calls operation getUser for each of them'),
  async function (operation: string) {
    await callForEach(scenarioContext(this), operation);
  },
);

When(
  'the client calls operation {operation} for each of them, and stops at the first failure',
  means(
    'What a script without error handling does.',
    'the client calls operation getUser for each of them, and stops at the first failure',
  ),
  async function (operation: string) {
    await callForEach(scenarioContext(this), operation, { stopAtFailure: true });
  },
);

When(
  'the client gathers them for {duration} and calls operation {operation} for up to {int} at a time',
  means(
    'One call for many items.',
    'the client gathers them for 10 seconds and calls operation listUsers for up to 50 at a time',
  ),
  async function (gatherMs: number, operation: string, size: number) {
    await callInBatches(scenarioContext(this), operation, { gatherMs, size });
  },
);

When(
  'the client calls operation {operation} for those of them that operation {operation} finds',
  means(
    'Looks first, and changes only what is there.',
    'the client calls operation updateUser for those of them that operation getUser finds',
  ),
  async function (change: string, lookup: string) {
    await changeWhatIsFound(scenarioContext(this), change, lookup);
  },
);

When(
  'the client calls operation {operation} for those of them that operation {operation} does not find',
  means(
    'Looks first, and creates only what is missing.',
    'the client calls operation replaceUser for those of them that operation getUser does not find',
  ),
  async function (create: string, lookup: string) {
    await createWhatIsMissing(scenarioContext(this), create, lookup);
  },
);

When(
  'the client calls operation {operation} for each of them, and leaves out what is not found',
  means(
    'Takes 404 for an answer, and goes on.',
    'the client calls operation getUser for each of them, and leaves out what is not found',
  ),
  async function (lookup: string) {
    await readWhatIsFound(scenarioContext(this), lookup);
  },
);

When(
  'the client walks through operation {operation}, {int} at a time',
  means('Reads a list page by page to its end.', 'the client walks through operation listUsers, 2 at a time'),
  async function (operation: string, size: number) {
    await walkPages(scenarioContext(this), operation, size);
  },
);

When(
  'the client checks the request body before it calls operation {operation}',
  means(
    'Mends what it can and refuses the rest before anything is sent.',
    'the client checks the request body before it calls operation createAlert',
  ),
  async function (operation: string) {
    await callPrepared(scenarioContext(this), operation);
  },
);

When(
  'the client calls operation {operation} with the required fields, then with one field more each time',
  means(
    "Finds the field that the API can't cope with.",
    'the client calls operation createAlert with the required fields, then with one field more each time',
  ),
  async function (operation: string) {
    await callGrowing(scenarioContext(this), operation);
  },
);
