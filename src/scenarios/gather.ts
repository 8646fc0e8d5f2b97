import type { InjectedFault } from '../result.ts';
import type { Exchange } from '../trace/exchange.ts';
import { redactExchange } from '../trace/redact.ts';
import type { ScenarioContext } from './context.ts';
import { driftOf } from './drift.ts';
import type { Evidence } from './evidence.ts';
import { paired } from './paired.ts';

/** What the client saw, with what only the mock knows: the cause, the side effects, the connection, the URL without its case. */
export function mergeExchange(seen: Exchange, recorded: Exchange | undefined): Exchange {
  if (recorded === undefined) return seen;
  return {
    ...seen,
    caseId: recorded.caseId,
    cause: recorded.cause,
    sideEffects: recorded.sideEffects,
    connection: recorded.connection,
    request: { ...seen.request, url: recorded.request.url },
  };
}

/** Closes the scenario's client and says, masked, what the scenario leaves behind. */
export async function gatherEvidence(context: ScenarioContext): Promise<Evidence> {
  await context.client.close();
  await context.mock?.settled();
  const recorded = paired(context.exchanges, context.mock?.trace() ?? []);
  let masked = 0;
  const mask = (exchange: Exchange) => {
    const redacted = redactExchange(mergeExchange(exchange, recorded.get(exchange)));
    masked += redacted.masked;
    return redacted.exchange;
  };
  const calls = context.calls.map(({ exchanges, waitsMs }) => ({ exchanges: exchanges.map(mask), waitsMs }));
  const { mismatch } = context;
  return {
    caseId: context.mock?.id ?? 'live',
    calls,
    asserted: context.asserted,
    injected: injectedFaults(context),
    mismatch: mismatch === null ? null : { expected: mismatch.expected, received: mismatch.received },
    masked,
    startedAt: context.startedAt,
    endedAt: context.clock.now(),
    untested: context.untested,
    ...(context.mock === null ? { drift: context.exchanges.flatMap((one) => driftOf(context.contract, one)) } : {}),
  };
}

function injectedFaults({ mock, injected, instructed }: ScenarioContext): readonly InjectedFault[] {
  const hits = new Map(mock?.rules.map(({ rule, hits }) => [rule.id, hits]));
  const rules = injected.map(({ rule, phrase, operation }) => ({
    ruleId: rule.id,
    fault: phrase,
    operation,
    hits: hits.get(rule.id) ?? 0,
  }));
  const queues = [...instructed].map(([operation, queued]) => ({
    ruleId: `instructions:${operation}`,
    fault: 'a sequence of responses',
    operation,
    hits: queued - (mock?.instructions.remaining[operation]?.length ?? 0),
  }));
  return [...rules, ...queues];
}
