/** How the client gets on with limits and failures: each of these is off until a step asks for it. */
import {
  type ClientPolicies,
  credentialValue,
  Given,
  Problem,
  renewalHeaders,
  type ScenarioContext,
  scenarioContext,
} from '../src/index.ts';

/** A policy that takes time; against a live API the scenario would take that long, and no wait would be exact. */
function adopt(world: object, policies: ClientPolicies): 'skipped' | undefined {
  const scenario = scenarioContext(world);
  return scenario.withMock('its waits are exact on the mock’s clock only', () => {
    const { settings } = scenario.client;
    settings.policies = { ...settings.policies, ...policies };
  });
}

Given('the client waits for Retry-After', function () {
  const { settings } = scenarioContext(this).client;
  settings.maxAttempts ??= 10;
  return adopt(this, { backoff: { baseMs: 0 } });
});

Given('the client ignores Retry-After', function () {
  return adopt(this, { honourRetryAfter: false });
});

Given('the client backs off exponentially from {duration}', function (baseMs: number) {
  return adopt(this, { backoff: { baseMs } });
});

Given('the client leaves {duration} between its requests', function (spacingMs: number) {
  return adopt(this, { spacingMs });
});

Given('the client has at most {int} request(s) under way at the same time', function (maxConcurrent: number) {
  return adopt(this, { maxConcurrent });
});

Given('the client holds all calls back while the quota is used up', function () {
  return adopt(this, { holdBack: true });
});

Given('the client keeps each answer for {duration}', function (ttlMs: number) {
  return adopt(this, { cache: { ttlMs } });
});

Given(
  "the client's circuit breaker opens after {int} failures in a row and half-opens after {duration}",
  function (failureThreshold: number, halfOpenAfterMs: number) {
    return adopt(this, { circuitBreaker: { failureThreshold, halfOpenAfterMs } });
  },
);

Given(
  "the client's circuit breaker opens after {int} failures in a row and never half-opens",
  function (failureThreshold: number) {
    return adopt(this, { circuitBreaker: { failureThreshold, halfOpenAfterMs: Number.MAX_SAFE_INTEGER } });
  },
);

Given('the client has {credential} for when its own is refused', function (phrase: string) {
  const scenario = scenarioContext(this);
  scenario.client.settings.renewal = renewalHeaders(scenario.contract, otherCredential(scenario, phrase));
});

function otherCredential({ contract, session }: ScenarioContext, phrase: string): string {
  const value = credentialValue(contract, phrase, session.credential);
  if (value !== null) return value;
  throw new Problem(
    'no-credential',
    `Failed to give the client another credential: "${phrase}" is none.`,
    'Name one that the failure layer knows, such as "a valid API key".',
  );
}
