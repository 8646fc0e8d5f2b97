/** How many requests the API allows, how it counts them, and what it says about that. */
import { Given, type QuotaInput, type RateLimit, scenarioContext, Then } from '../src/index.ts';

const perKey = (rateLimit: number, ms: number): QuotaInput => ({ rateLimit, resetTimeWindowSeconds: ms / 1000 });

Given('the API allows {int} request(s) per {duration} for each API key', function (limit: number, ms: number) {
  return scenarioContext(this).setQuota(perKey(limit, ms));
});

Given(
  'operation {operation} allows {int} request(s) per {duration}',
  function (operation: string, limit: number, ms: number) {
    return scenarioContext(this).setQuota(perKey(limit, ms), operation);
  },
);

Given('quota {string} allows {int} request(s) per {duration}', function (id: string, limit: number, ms: number) {
  return scenarioContext(this).setQuota({ id, ...perKey(limit, ms) });
});

Given('the API allows {int} concurrent request(s) for each API key', function (rateLimit: number) {
  return scenarioContext(this).setQuota({ rateLimit, algorithm: 'concurrent' });
});

Given('the API counts requests in {algorithm}', function (algorithm: RateLimit['algorithm']) {
  return scenarioContext(this).setQuota({ algorithm });
});

Given('each request counts as {int} requests of quota {string}', function (costPerRequest: number, id: string) {
  return scenarioContext(this).setQuota({ id, costPerRequest });
});

Given('a retry before its time {earlyRetry}', function (onEarlyRetry: RateLimit['onEarlyRetry']) {
  return scenarioContext(this).setQuota({ onEarlyRetry });
});

Then('the remaining quota is {int}', function (remaining: number) {
  const scenario = scenarioContext(this);
  const what = 'the remaining quota (r of RateLimit)';
  return scenario.expectOfQuota(what, () => scenario.expectEqual(what, remaining, scenario.quotaField('r')));
});

Then('the quota resets in {duration}', function (ms: number) {
  const scenario = scenarioContext(this);
  const what = 'the seconds until the quota resets (t of RateLimit)';
  return scenario.expectOfQuota(what, () => scenario.expectEqual(what, ms / 1000, scenario.quotaField('t')));
});
