/** How the client gets on with limits and failures: each of these is off until a step asks for it. */
import {
  type ClientPolicies,
  credentialValue,
  Given,
  means,
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

Given(
  'the client waits for Retry-After',
  means('The client tries again, at the time it was told and not before.'),
  function () {
    const { settings } = scenarioContext(this).client;
    settings.maxAttempts ??= 10;
    return adopt(this, { backoff: { baseMs: 0 } });
  },
);

Given(
  'the client ignores Retry-After',
  means('The client tries again when it likes, as a naive one does.'),
  function () {
    return adopt(this, { honourRetryAfter: false });
  },
);

Given(
  'the client backs off exponentially from {duration}',
  means(
    'Each pause is twice the one before, without jitter, so that it can be pinned.',
    'the client backs off exponentially from 1 second',
  ),
  function (baseMs: number) {
    return adopt(this, { backoff: { baseMs } });
  },
);

Given(
  'the client leaves {duration} between its requests',
  means(
    'The client spaces its requests out, so that it never meets the quota.',
    'the client leaves 12 seconds between its requests',
  ),
  function (spacingMs: number) {
    return adopt(this, { spacingMs });
  },
);

Given(
  'the client has at most {int} request(s) under way at the same time',
  means('The others wait inside of the client.', 'the client has at most 2 requests under way at the same time'),
  function (maxConcurrent: number) {
    return adopt(this, { maxConcurrent });
  },
);

Given(
  'the client holds all calls back while the quota is used up',
  means('Once one call is refused, none is sent before the quota is full again.'),
  function () {
    return adopt(this, { holdBack: true });
  },
);

Given(
  'the client keeps each answer for {duration}',
  means('A call whose answer is still known is not sent.', 'the client keeps each answer for 5 minutes'),
  function (ttlMs: number) {
    return adopt(this, { cache: { ttlMs } });
  },
);

Given(
  "the client's circuit breaker opens after {int} failures in a row and half-opens after {duration}",
  means(
    'An open breaker refuses calls without sending them; half-open, it lets one through to see.',
    "the client's circuit breaker opens after 5 failures in a row and half-opens after 30 seconds",
  ),
  function (failureThreshold: number, halfOpenAfterMs: number) {
    return adopt(this, { circuitBreaker: { failureThreshold, halfOpenAfterMs } });
  },
);

Given(
  "the client's circuit breaker opens after {int} failures in a row and never half-opens",
  means(
    'A breaker that stays open for good, as a naive one does.',
    "the client's circuit breaker opens after 5 failures in a row and never half-opens",
  ),
  function (failureThreshold: number) {
    return adopt(this, { circuitBreaker: { failureThreshold, halfOpenAfterMs: Number.MAX_SAFE_INTEGER } });
  },
);

Given(
  'the client has {credential} for when its own is refused',
  means(
    'The client takes the other credential and tries once more.',
    'the client has the API key "rotated-key-new" for when its own is refused',
  ),
  function (phrase: string) {
    const scenario = scenarioContext(this);
    scenario.client.settings.renewal = renewalHeaders(scenario.contract, otherCredential(scenario, phrase));
  },
);

function otherCredential({ contract, session }: ScenarioContext, phrase: string): string {
  const value = credentialValue(contract, phrase, session.credential);
  if (value !== null) return value;
  throw new Problem(
    'no-credential',
    `Failed to give the client another credential: "${phrase}" is none.`,
    'Name one that the failure layer knows, such as "a valid API key".',
  );
}
