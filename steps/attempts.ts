/** What a client may be held to, attempt by attempt: how many, how far apart, and what each carries. */
import { Given, headerOf, means, type ScenarioContext, scenarioContext, Then } from '../src/index.ts';

Given(
  'the client sends an idempotency key with each write',
  means(
    'Every attempt of a write carries the same key, and each write another.',
    'the client sends an idempotency key with each write',
  ),
  function () {
    const { settings } = scenarioContext(this).client;
    settings.policies = { ...settings.policies, idempotencyKeys: true };
  },
);

Then(
  'the client makes at least {int} attempt(s)',
  means('Counts the attempts of the last call, the first try included.', 'the client makes at least 2 attempts'),
  function (least: number) {
    const scenario = scenarioContext(this);
    const made = scenario.lastCall.exchanges.length;
    scenario.expectThat(made >= least, 'the number of attempts', `at least ${least}`, String(made));
  },
);

Then(
  'the client makes no more than {int} attempt(s)',
  means('Counts the attempts of the last call, the first try included.', 'the client makes no more than 3 attempts'),
  function (most: number) {
    const scenario = scenarioContext(this);
    const made = scenario.lastCall.exchanges.length;
    scenario.expectThat(made <= most, 'the number of attempts', `at most ${most}`, String(made));
  },
);

Then(
  'the client does not retry',
  means('The last call made a single attempt.', 'the client does not retry'),
  function () {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of attempts', 1, scenario.lastCall.exchanges.length);
  },
);

Then(
  'the client waits at least {duration} before the {ordinal} attempt',
  means(
    'The least time between an answer and the attempt behind it.',
    'the client waits at least 2 seconds before the 2nd attempt',
  ),
  function (ms: number, ordinal: number) {
    const scenario = scenarioContext(this);
    const waited = waitBefore(scenario, ordinal);
    const received = waited === undefined ? 'no such attempt' : `${waited} ms`;
    const what = `the wait before attempt ${ordinal}`;
    scenario.expectThat(waited !== undefined && waited >= ms, what, `at least ${ms} ms`, received);
  },
);

function waitBefore({ lastCall: { waitsMs } }: ScenarioContext, ordinal: number): number | undefined {
  return ordinal === -1 ? waitsMs.at(-1) : waitsMs[ordinal - 2];
}

/** Less growth than this is none: what a rounding or a late timer makes of two equal waits. */
const growth = 1.3;

Then(
  'the waits between attempts grow exponentially from {duration}',
  means(
    'The first wait, and that each is longer than the last by a factor.',
    'the waits between attempts grow exponentially from 1 second',
  ),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const { waitsMs } = scenario.lastCall;
    scenario.expectWait('the first wait', ms, waitsMs[0]);
    const grows = waitsMs.every((wait, index) => index === 0 || wait >= (waitsMs[index - 1] ?? 0) * growth);
    scenario.expectThat(waitsMs.length > 1 && grows, 'the waits', 'each longer than the last', waitsMs.join(', '));
  },
);

Then(
  'the client gives up within {duration}',
  means('The last call failed, and its last attempt was over by then.', 'the client gives up within 8 seconds'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const { exchanges, gaveUp } = scenario.lastCall;
    const took = (exchanges.at(-1)?.endedAt ?? scenario.clock.now()) - (exchanges[0]?.startedAt ?? 0);
    const received = gaveUp === null ? 'a success' : `given up after ${took} ms`;
    scenario.expectThat(gaveUp !== null && took <= ms, 'the call', `given up within ${ms} ms`, received);
  },
);

Then(
  'every attempt carries the same {header} header',
  means(
    "A header that is there and doesn't change from attempt to attempt.",
    'every attempt carries the same Idempotency-Key header',
  ),
  function (name: string) {
    const scenario = scenarioContext(this);
    const values = scenario.lastCall.exchanges.map((exchange) => headerOf(exchange.request.headers, name) ?? 'none');
    const [first = 'none'] = values;
    const same = first !== 'none' && values.every((value) => value === first);
    scenario.expectThat(same, `the ${name} header of every attempt`, 'one and the same', values.join(', '));
  },
);

Then(
  'no request reaches operation {operation}',
  means("None of the scenario's calls led to a request to it.", 'no request reaches operation listUsers'),
  function (operation: string) {
    const scenario = scenarioContext(this);
    scenario.expectEqual('the number of requests', 0, scenario.requestsTo(operation).length);
  },
);

Then(
  'at most {int} request(s) reach(es) the API within any {duration}',
  means('The most requests in any stretch of time that long.', 'at most 2 requests reach the API within any 2 seconds'),
  function (most: number, ms: number) {
    const scenario = scenarioContext(this);
    const starts = scenario.exchanges.map(({ startedAt }) => startedAt).toSorted((one, other) => one - other);
    const within = starts.map((start) => starts.filter((other) => other >= start && other < start + ms).length);
    const worst = Math.max(0, ...within);
    scenario.expectThat(worst <= most, 'the requests at once', `at most ${most}`, String(worst));
  },
);
