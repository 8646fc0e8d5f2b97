/** Failures that tell the client when to come back, in every form that Retry-After has and some that it hasn't. */
import { Given, means, responding, scenarioContext, Then } from '../src/index.ts';

function told(status: number, retryAfter: string) {
  return [`status ${status}`, { respond: responding({ status, headers: { 'Retry-After': retryAfter } }) }] as const;
}

Given(
  'operation {operation} responds with status {status} and asks to retry after {duration}',
  means('Retry-After in seconds.', 'operation listAlerts responds with status 503 and asks to retry after 30 seconds'),
  function (operation: string, status: number, ms: number) {
    return scenarioContext(this).inject(operation, ...told(status, `@dynamic=${ms / 1000}`));
  },
);

Given(
  'operation {operation} responds with status {status} and asks to retry at the date in {duration}',
  means(
    'Retry-After as a date.',
    'operation listAlerts responds with status 503 and asks to retry at the date in 30 seconds',
  ),
  function (operation: string, status: number, ms: number) {
    return scenarioContext(this).inject(operation, ...told(status, `@date=${ms / 1000}`));
  },
);

Given(
  'operation {operation} responds with status {status} and asks to retry at a date in the past',
  means(
    'Retry-After as a date that is over.',
    'operation listAlerts responds with status 503 and asks to retry at a date in the past',
  ),
  function (operation: string, status: number) {
    return scenarioContext(this).inject(operation, ...told(status, '@past'));
  },
);

Given(
  'operation {operation} responds with status {status} and an unreadable Retry-After',
  means(
    'Retry-After that is neither seconds nor a date.',
    'operation listAlerts responds with status 503 and an unreadable Retry-After',
  ),
  function (operation: string, status: number) {
    return scenarioContext(this).inject(operation, ...told(status, '@garbage'));
  },
);

Then(
  'the response asks to retry after {duration}',
  means("The last answer's Retry-After, in seconds.", 'the response asks to retry after 30 seconds'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const value = scenario.header('Retry-After');
    if (value === undefined || !/^\d+$/.test(value))
      scenario.fail('the Retry-After header', `${ms / 1000}`, value ?? 'none');
    return scenario.expectTold('the Retry-After header', ms, Number(value) * 1000);
  },
);
