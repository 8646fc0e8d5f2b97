/** How the client behaves: how long and how often it tries. */
import { Given, means, scenarioContext, Then } from '../src/index.ts';

Given(
  'the client times out after {duration}',
  means('The client gives an attempt up when no answer has come by then.', 'the client times out after 5 seconds'),
  function (ms: number) {
    scenarioContext(this).client.settings.timeoutMs = ms;
  },
);

Given(
  'the client makes at most {int} attempt(s)',
  means('The first try and its retries together; 1 means that nothing is retried.'),
  function (attempts: number) {
    scenarioContext(this).client.settings.maxAttempts = attempts;
  },
);

Then(
  'the client makes {int} attempt(s)',
  means('How many requests the last call took, the first one included.'),
  function (attempts: number) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of attempts', attempts, scenario.lastCall.exchanges.length);
  },
);

Then(
  'the client waits {duration} before the {ordinal} attempt',
  means('The pause that the last call made there.', 'the client waits 2 seconds before the second attempt'),
  function (ms: number, ordinal: number) {
    const scenario = scenarioContext(this);
    const { waitsMs } = scenario.lastCall;
    const waited = ordinal === -1 ? waitsMs.at(-1) : waitsMs[ordinal - 2];
    scenario.expectWait(`the wait before attempt ${ordinal}`, ms, waited);
  },
);

Then('the client succeeds', means('The last call ended with a success, after however many attempts.'), function () {
  const scenario = scenarioContext(this);
  const { gaveUp, classification } = scenario.lastCall;
  const received = gaveUp ?? classification.category ?? 'success';
  scenario.expectThat(gaveUp === null && classification.category === null, 'the call', 'a success', received);
});

Then('the client gives up', means('The last call ended without a success.'), function () {
  const scenario = scenarioContext(this);
  scenario.expectThat(scenario.lastCall.gaveUp !== null, 'the call', 'given up', 'a success');
});
