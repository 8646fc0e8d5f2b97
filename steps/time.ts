/** Time: on the virtual clock of an embedded run it costs nothing and is exact. */
import { Given, means, printDuration, scenarioContext, Then, When } from '../src/index.ts';

When(
  '{duration} pass(es)',
  means('Moves the virtual clock; it takes no time.', '60 seconds pass'),
  function (ms: number) {
    return scenarioContext(this).wait(ms);
  },
);

Given(
  'operation {operation} takes {duration} to respond',
  means('The API answers late.', 'operation listAlerts takes 10 seconds to respond'),
  function (operation: string, milliseconds: number) {
    const delay = { type: 'fixed', milliseconds } as const;
    return scenarioContext(this).inject(operation, `a delay of ${printDuration(milliseconds)}`, { delay });
  },
);

Given(
  'operation {operation} takes {duration} for each item of its response',
  means(
    'The longer the list, the later the answer.',
    'operation listAlerts takes 1 second for each item of its response',
  ),
  function (operation: string, milliseconds: number) {
    const delay = { type: 'per-item', milliseconds } as const;
    return scenarioContext(this).inject(operation, `a delay of ${printDuration(milliseconds)} per item`, { delay });
  },
);

Given(
  'operation {operation} never responds',
  means('The connection stays open, and nothing comes.'),
  function (operation: string) {
    return scenarioContext(this).inject(operation, 'a hang', { fault: 'hang' });
  },
);

Then(
  'the response arrives after {duration}',
  means('How long the last answer took.', 'the response arrives after 10 seconds'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const { startedAt, endedAt } = scenario.lastExchange;
    scenario.responseOf(scenario.lastExchange);
    scenario.expectTook('the time until the response was there', ms, endedAt === null ? null : endedAt - startedAt);
  },
);

Then(
  'the response arrives within {duration}',
  means('The last answer took no longer.', 'the response arrives within 2 seconds'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const { startedAt, endedAt } = scenario.lastExchange;
    scenario.responseOf(scenario.lastExchange);
    const took = endedAt === null ? null : endedAt - startedAt;
    scenario.expectThat(
      took !== null && took <= ms,
      'the time until the response was there',
      `at most ${printDuration(ms)}`,
      printDuration(took),
    );
  },
);
