/** What a client may be held to, attempt by attempt: how many, how far apart, and what each carries. */
import { Given, headerOf, type ScenarioContext, scenarioContext, Then } from '../src/index.ts';

Given('the client sends an idempotency key with each write', function () {
  const { settings } = scenarioContext(this).client;
  settings.policies = { ...settings.policies, idempotencyKeys: true };
});

Then('the client makes at least {int} attempt(s)', function (least: number) {
  const scenario = scenarioContext(this);
  const made = scenario.lastCall.exchanges.length;
  scenario.expectThat(made >= least, 'the number of attempts', `at least ${least}`, String(made));
});

Then('the client makes no more than {int} attempt(s)', function (most: number) {
  const scenario = scenarioContext(this);
  const made = scenario.lastCall.exchanges.length;
  scenario.expectThat(made <= most, 'the number of attempts', `at most ${most}`, String(made));
});

Then('the client does not retry', function () {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of attempts', 1, scenario.lastCall.exchanges.length);
});

Then('the client waits at least {duration} before the {ordinal} attempt', function (ms: number, ordinal: number) {
  const scenario = scenarioContext(this);
  const waited = waitBefore(scenario, ordinal);
  const received = waited === undefined ? 'no such attempt' : `${waited} ms`;
  const what = `the wait before attempt ${ordinal}`;
  scenario.expectThat(waited !== undefined && waited >= ms, what, `at least ${ms} ms`, received);
});

function waitBefore({ lastCall: { waitsMs } }: ScenarioContext, ordinal: number): number | undefined {
  return ordinal === -1 ? waitsMs.at(-1) : waitsMs[ordinal - 2];
}

/** Less growth than this is none: what a rounding or a late timer makes of two equal waits. */
const growth = 1.3;

Then('the waits between attempts grow exponentially from {duration}', function (ms: number) {
  const scenario = scenarioContext(this);
  const { waitsMs } = scenario.lastCall;
  scenario.expectWait('the first wait', ms, waitsMs[0]);
  const grows = waitsMs.every((wait, index) => index === 0 || wait >= (waitsMs[index - 1] ?? 0) * growth);
  scenario.expectThat(waitsMs.length > 1 && grows, 'the waits', 'each longer than the last', waitsMs.join(', '));
});

Then('the client gives up within {duration}', function (ms: number) {
  const scenario = scenarioContext(this);
  const { exchanges, gaveUp } = scenario.lastCall;
  const took = (exchanges.at(-1)?.endedAt ?? scenario.clock.now()) - (exchanges[0]?.startedAt ?? 0);
  const received = gaveUp === null ? 'a success' : `given up after ${took} ms`;
  scenario.expectThat(gaveUp !== null && took <= ms, 'the call', `given up within ${ms} ms`, received);
});

Then('every attempt carries the same {header} header', function (name: string) {
  const scenario = scenarioContext(this);
  const values = scenario.lastCall.exchanges.map((exchange) => headerOf(exchange.request.headers, name) ?? 'none');
  const [first = 'none'] = values;
  const same = first !== 'none' && values.every((value) => value === first);
  scenario.expectThat(same, `the ${name} header of every attempt`, 'one and the same', values.join(', '));
});

Then('no request reaches operation {operation}', function (operation: string) {
  const scenario = scenarioContext(this);
  scenario.expectEqual('the number of requests', 0, scenario.requestsTo(operation).length);
});

Then('at most {int} request(s) reach(es) the API within any {duration}', function (most: number, ms: number) {
  const scenario = scenarioContext(this);
  const starts = scenario.exchanges.map(({ startedAt }) => startedAt).toSorted((one, other) => one - other);
  const within = starts.map((start) => starts.filter((other) => other >= start && other < start + ms).length);
  const worst = Math.max(0, ...within);
  scenario.expectThat(worst <= most, 'the requests at once', `at most ${most}`, String(worst));
});
