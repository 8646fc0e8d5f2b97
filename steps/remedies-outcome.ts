/** What it came to: how much got through, at what cost in requests and time. */
import {
  answeredFromCache,
  countOf,
  differenceOfWaiting,
  elapsedMs,
  means,
  printDuration,
  requestsSent,
  scenarioContext,
  Then,
  unsent,
  waitedMs,
} from '../src/index.ts';

Then(
  '{int} of them get(s) through',
  means('How many of the items were dealt with.', '2 of them get through'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of items that get through', count, countOf(scenario, 'through'));
  },
);

Then(
  '{int} of them fail(s)',
  means('How many of the items were tried in vain.', '2 of them fail'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of items that fail', count, countOf(scenario, 'failed'));
  },
);

Then(
  '{int} of them is/are skipped',
  means('How many of the items the client left out, since it knew better than to try.', '2 of them are skipped'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of items that are skipped', count, countOf(scenario, 'skipped'));
  },
);

Then(
  '{int} of them is/are never tried',
  means("How many of the items the client didn't get to.", '2 of them are never tried'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of items that are never tried', count, countOf(scenario, 'untried'));
  },
);

Then(
  'the client makes {int} call(s)',
  means('How many calls the scenario made, however many requests each took.'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of calls', count, scenario.calls.length);
  },
);

Then(
  'the client sends {int} request(s)',
  means('How many requests went over the wire in the whole scenario.'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of requests', count, requestsSent(scenario));
  },
);

Then(
  '{int} call(s) is/are answered without a request',
  means('How many calls the client answered from what it had kept.', '3 calls are answered without a request'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of kept answers', count, answeredFromCache(scenario));
  },
);

Then(
  '{int} call(s) is/are not sent',
  means('How many calls the client refused by itself, as an open breaker does.', '3 calls are not sent'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of calls that are not sent', count, unsent(scenario));
  },
);

Then(
  'the client waits {duration} in all',
  means('All pauses of the scenario together.', 'the client waits 7 seconds in all'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    scenario.expectWait('the time that the client waits', ms, waitedMs(scenario));
  },
);

Then(
  'the client waits {durations} between its attempts',
  means('Every pause of the last call, in order.'),
  function (waits: readonly number[]) {
    const scenario = scenarioContext(this);
    const print = (list: readonly number[]) => list.map(printDuration).join(', ') || 'none';
    const { waitsMs } = scenario.lastCall;
    if (waitsMs.length !== waits.length) scenario.fail('the waits between the attempts', print(waits), print(waitsMs));
    for (const [index, ms] of waits.entries()) {
      scenario.expectWait(`wait ${index + 1} between the attempts`, ms, waitsMs[index]);
    }
  },
);

Then('the work is done after {duration}', means('The time from the first item to the last.'), function (ms: number) {
  const scenario = scenarioContext(this);
  scenario.expectTook('the time until the work is done', ms, elapsedMs(scenario));
});

/** Compares with a client that makes a call for each item and waits as long as it is told. */
function expectDifference(world: object, operation: string, laterMs: number, moreRefused: number) {
  const scenario = scenarioContext(world);
  return scenario.awaitMock('the other client needs a mock, too', async () => {
    const found = await differenceOfWaiting(scenario, operation);
    scenario.expectEqual('the time that waiting takes longer', laterMs, found.laterMs, printDuration);
    scenario.expectEqual('the requests that are refused besides', moreRefused, found.moreRefused);
  });
}

Then(
  'a client that calls operation {operation} for each of them and waits for Retry-After is done {duration} later, with {int} more request(s) refused',
  means(
    'What the remedy saves, measured against a client that only waits.',
    'a client that calls operation getUser for each of them and waits for Retry-After is done 60 seconds later, with 1 more request refused',
  ),
  function (operation: string, laterMs: number, more: number) {
    return expectDifference(this, operation, laterMs, more);
  },
);

Then(
  'a client that calls operation {operation} for each of them and waits for Retry-After is done {duration} sooner, with {int} more request(s) refused',
  means(
    'What the remedy costs, measured against a client that only waits.',
    'a client that calls operation getUser for each of them and waits for Retry-After is done 10 seconds sooner, with 1 more request refused',
  ),
  function (operation: string, soonerMs: number, more: number) {
    return expectDifference(this, operation, -soonerMs, more);
  },
);

Then(
  'the circuit breaker is {word}',
  means('closed, open, half-open, or absent.', 'the circuit breaker is open'),
  function (state: string) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the circuit breaker', state, scenario.client.circuit('client', scenario.policy) ?? 'absent');
  },
);

Then(
  'the client notes down {string}',
  means('A line that the client left for a person to read.', 'the client notes down "User 999 not found, skipped"'),
  function (line: string) {
    const scenario = scenarioContext(this);
    const { log } = scenario.workload;
    scenario.expectThat(log.includes(line), 'one line of the log', JSON.stringify(line), JSON.stringify(log));
  },
);

Then(
  'the client collects {int} item(s)',
  means('How many items the pages held together.', 'the client collects 12 items'),
  function (count: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of items in the pages', count, scenario.workload.collected);
  },
);

Then(
  'the field that the API refuses is {string}',
  means('What the client found out by adding one field at a time.', 'the field that the API refuses is "priority"'),
  function (field: string) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the field that the API refuses', field, scenario.workload.refusedField);
  },
);

Then('the API refuses no field', means('Every field could be added without a failure.'), function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the field that the API refuses', null, scenario.workload.refusedField);
});

Then(
  'field {string} of the last request is {json}',
  means('What the client really sent.', 'field "severity" of the last request is "low"'),
  function (field: string, value: unknown) {
    const scenario = scenarioContext(this);
    scenario.expectEqual(`field ${field} of the request that was sent`, value, scenario.requestField(field));
  },
);
