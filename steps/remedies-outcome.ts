/** What it came to: how much got through, at what cost in requests and time. */
import {
  answeredFromCache,
  countOf,
  differenceOfWaiting,
  elapsedMs,
  printDuration,
  requestsSent,
  scenarioContext,
  Then,
  unsent,
  waitedMs,
} from '../src/index.ts';

Then('{int} of them get(s) through', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of items that get through', count, countOf(scenario, 'through'));
});

Then('{int} of them fail(s)', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of items that fail', count, countOf(scenario, 'failed'));
});

Then('{int} of them is/are skipped', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of items that are skipped', count, countOf(scenario, 'skipped'));
});

Then('{int} of them is/are never tried', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of items that are never tried', count, countOf(scenario, 'untried'));
});

Then('the client makes {int} call(s)', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of calls', count, scenario.calls.length);
});

Then('the client sends {int} request(s)', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of requests', count, requestsSent(scenario));
});

Then('{int} call(s) is/are answered without a request', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of kept answers', count, answeredFromCache(scenario));
});

Then('{int} call(s) is/are not sent', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of calls that are not sent', count, unsent(scenario));
});

Then('the client waits {duration} in all', function (ms: number) {
  const scenario = scenarioContext(this);
  scenario.expectWait('the time that the client waits', ms, waitedMs(scenario));
});

Then('the client waits {durations} between its attempts', function (waits: readonly number[]) {
  const scenario = scenarioContext(this);
  const print = (list: readonly number[]) => list.map(printDuration).join(', ') || 'none';
  const { waitsMs } = scenario.lastCall;
  if (waitsMs.length !== waits.length) scenario.fail('the waits between the attempts', print(waits), print(waitsMs));
  for (const [index, ms] of waits.entries()) {
    scenario.expectWait(`wait ${index + 1} between the attempts`, ms, waitsMs[index]);
  }
});

Then('the work is done after {duration}', function (ms: number) {
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
  function (operation: string, laterMs: number, more: number) {
    return expectDifference(this, operation, laterMs, more);
  },
);

Then(
  'a client that calls operation {operation} for each of them and waits for Retry-After is done {duration} sooner, with {int} more request(s) refused',
  function (operation: string, soonerMs: number, more: number) {
    return expectDifference(this, operation, -soonerMs, more);
  },
);

Then('the circuit breaker is {word}', function (state: string) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the circuit breaker', state, scenario.client.circuit('client', scenario.policy) ?? 'absent');
});

Then('the client notes down {string}', function (line: string) {
  const scenario = scenarioContext(this);
  const { log } = scenario.workload;
  scenario.expectThat(log.includes(line), 'one line of the log', JSON.stringify(line), JSON.stringify(log));
});

Then('the client collects {int} item(s)', function (count: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of items in the pages', count, scenario.workload.collected);
});

Then('the field that the API refuses is {string}', function (field: string) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the field that the API refuses', field, scenario.workload.refusedField);
});

Then('the API refuses no field', function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the field that the API refuses', null, scenario.workload.refusedField);
});

Then('field {string} of the last request is {json}', function (field: string, value: unknown) {
  const scenario = scenarioContext(this);
  scenario.expectEqual(`field ${field} of the request that was sent`, value, scenario.requestField(field));
});
