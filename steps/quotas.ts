/** How many requests the API allows, how it counts them, and what it says about that. */
import { Given, means, type QuotaInput, type RateLimit, scenarioContext, Then } from '../src/index.ts';

const perKey = (rateLimit: number, ms: number): QuotaInput => ({ rateLimit, resetTimeWindowSeconds: ms / 1000 });

Given(
  'the API allows {int} request(s) per {duration} for each API key',
  means('Sets the first quota of the failure layer.', 'the API allows 5 requests per 60 seconds for each API key'),
  function (limit: number, ms: number) {
    return scenarioContext(this).setQuota(perKey(limit, ms));
  },
);

Given(
  'operation {operation} allows {int} request(s) per {duration}',
  means('Gives the operation a quota of its own.', 'operation listAlerts allows 2 requests per 10 seconds'),
  function (operation: string, limit: number, ms: number) {
    return scenarioContext(this).setQuota(perKey(limit, ms), operation);
  },
);

Given(
  'quota {string} allows {int} request(s) per {duration}',
  means('Sets a quota that the failure layer names.', 'quota "per-key" allows 2 requests per 10 seconds'),
  function (id: string, limit: number, ms: number) {
    return scenarioContext(this).setQuota({ id, ...perKey(limit, ms) });
  },
);

Given(
  'the API allows {int} concurrent request(s) for each API key',
  means(
    'Counts requests that are under way at the same time.',
    'the API allows 2 concurrent requests for each API key',
  ),
  function (rateLimit: number) {
    return scenarioContext(this).setQuota({ rateLimit, algorithm: 'concurrent' });
  },
);

Given(
  'the API counts requests in {algorithm}',
  means('How the first quota of the failure layer fills up and empties.'),
  function (algorithm: RateLimit['algorithm']) {
    return scenarioContext(this).setQuota({ algorithm });
  },
);

Given(
  'each request counts as {int} requests of quota {string}',
  means('What a request costs.', 'each request counts as 2 requests of quota "per-key"'),
  function (costPerRequest: number, id: string) {
    return scenarioContext(this).setQuota({ id, costPerRequest });
  },
);

Given(
  'a retry before its time {earlyRetry}',
  means('What becomes of a client that comes back before Retry-After has passed.'),
  function (onEarlyRetry: RateLimit['onEarlyRetry']) {
    return scenarioContext(this).setQuota({ onEarlyRetry });
  },
);

Then(
  'the remaining quota is {int}',
  means('What the last answer says is left (r of RateLimit).', 'the remaining quota is 4'),
  function (remaining: number) {
    const scenario = scenarioContext(this);
    const what = 'the remaining quota (r of RateLimit)';
    return scenario.expectOfQuota(what, () => scenario.expectEqual(what, remaining, scenario.quotaField('r')));
  },
);

Then(
  'the quota resets in {duration}',
  means('When the last answer says the quota is full again (t of RateLimit).'),
  function (ms: number) {
    const scenario = scenarioContext(this);
    const what = 'the seconds until the quota resets (t of RateLimit)';
    return scenario.expectOfQuota(what, () => scenario.expectEqual(what, ms / 1000, scenario.quotaField('t')));
  },
);
