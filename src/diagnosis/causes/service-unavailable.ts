import { defineCause, type Finding, likely, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The service says that it isn't available. */
export const serviceUnavailable = defineCause({
  name: 'service-unavailable',
  summary:
    'The service is not available for the moment: maintenance, overload, a deployment, or something it depends on.',
  side: 'provider',
  reference: 'RFC 9110 §15.6.4 (503); the reference, scenario 7',
  runbook: 'service-unavailable',
  next: [
    'Repeat with backoff, and not before the time that the answer names ({wait}).',
    'Look at the provider’s status page for maintenance and incidents.',
    'If it becomes frequent, plan a fallback: another source, a queue, a circuit breaker.',
  ],
  explanation:
    'The API is not available for the moment, most likely for maintenance or because of high load. The workflow tries again by itself with pauses ({wait}).',
  examples: [
    {
      from: 'the alert and user API',
      response:
        'HTTP/1.1 503 Service Unavailable\nRetry-After: 30\nContent-Type: application/json\n\n{"detail":"Service temporarily unavailable. Please try again later."}',
    },
  ],
  find: (facts) => {
    const { status, by, classification } = facts;
    if (status !== 503) return byStopped(facts);
    return likely(
      'status 503',
      ...by.marks,
      ...(classification.waitSource === null
        ? []
        : [`${classification.waitSource} asks to wait ${Math.ceil((classification.waitMs ?? 0) / 1000)} s`]),
    );
  },
});

/** Hosters answer for an application that somebody switched off, Azure with a 403. */
function byStopped(facts: Facts): Finding | null {
  if (facts.status !== 403 && facts.status !== 404) return null;
  const said = saidIn(
    facts,
    /(web ?app|app(lication)?|site|service|server) (is|has been) (currently )?(stopped|paused|offline|asleep)/i,
  );
  return said === null ? null : likely(`the answer says "${said}"`);
}
