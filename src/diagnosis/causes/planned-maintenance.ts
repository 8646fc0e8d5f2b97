import { codeIn, defineCause, fieldIn, likely, saidIn } from '../cause.ts';

/** The service is down on purpose. */
export const plannedMaintenance = defineCause({
  name: 'planned-maintenance',
  summary: 'The service is down for maintenance.',
  side: 'provider',
  reference: 'RFC 9110 §15.6.4 (503, Retry-After); the reference, scenario 7',
  runbook: 'service-unavailable',
  category: 'unavailable',
  next: [
    'Wait until the announced end ({wait}), then repeat.',
    'Look at the provider’s status page and calendar of maintenance windows.',
    'Pause the workflow for such windows, or queue its work.',
  ],
  explanation:
    'The provider is doing maintenance, so the API is not available for the moment. Our workflow tries again when it is over ({wait}).',
  refines: ['server-error', 'service-unavailable'],
  examples: [
    {
      from: 'a maintenance page',
      response:
        'HTTP/1.1 503 Service Unavailable\nRetry-After: 1800\nContent-Type: application/json\n\n{"detail":"Down for scheduled maintenance."}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 503 && facts.status !== 502 && facts.status !== 500) return null;
    const said =
      saidIn(facts, /maintenance|wartung|upgrade in progress|we('| a)re upgrading/i) ?? codeIn(facts, /maintenance/i);
    return said === null
      ? null
      : likely(
          `the answer says "${said}"`,
          ...(facts.classification.waitSource === 'Retry-After'
            ? [`Retry-After: ${fieldIn(facts, 'retry-after')}`]
            : []),
        );
  },
});
