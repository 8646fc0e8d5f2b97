/** How the client behaves: how long and how often it tries. */
import { Given, scenarioContext, Then } from '../src/index.ts';

Given('the client times out after {duration}', function (ms: number) {
  scenarioContext(this).client.settings.timeoutMs = ms;
});

Given('the client makes at most {int} attempt(s)', function (attempts: number) {
  scenarioContext(this).client.settings.maxAttempts = attempts;
});

Then('the client makes {int} attempt(s)', function (attempts: number) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of attempts', attempts, scenario.lastCall.exchanges.length);
});

Then('the client waits {duration} before the {ordinal} attempt', function (ms: number, ordinal: number) {
  const scenario = scenarioContext(this);
  const { waitsMs } = scenario.lastCall;
  const waited = ordinal === -1 ? waitsMs.at(-1) : waitsMs[ordinal - 2];
  scenario.expectWait(`the wait before attempt ${ordinal}`, ms, waited);
});

Then('the client succeeds', function () {
  const scenario = scenarioContext(this);
  const { gaveUp, classification } = scenario.lastCall;
  const received = gaveUp ?? classification.category ?? 'success';
  scenario.expectThat(gaveUp === null && classification.category === null, 'the call', 'a success', received);
});

Then('the client gives up', function () {
  const scenario = scenarioContext(this);
  scenario.expectThat(scenario.lastCall.gaveUp !== null, 'the call', 'given up', 'a success');
});
