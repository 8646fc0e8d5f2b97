import { faultNamed } from '../faults/index.ts';
import type { AttemptResult, MetFailure } from '../result.ts';
import { fieldsOf, readRetryAfter } from '../retry/index.ts';
import { type CurlOptions, toCurl } from '../trace/curl.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import { faultSeen } from '../trace/fault-seen.ts';
import type { Evidence } from './evidence.ts';

/** Where the commands in a result send their requests: the address of a live target, or where `serve` listens. */
export const servedUrl = 'http://localhost:8001';

/** What a command needs to know to provoke an exchange again. */
export interface CurlContext {
  readonly baseUrl: string;
  /** Null on a live target, which takes no instructions; else the ids of the failure layer's own rules. */
  readonly layerRules: ReadonlySet<string> | null;
}

/** Every attempt of a scenario, in the order in which they were made, call by call. */
export function attemptsOf({ calls }: Evidence, context: CurlContext): readonly AttemptResult[] {
  const all = calls.flatMap(({ exchanges }, index) => exchanges.map((exchange) => ({ exchange, call: index + 1 })));
  const first = Math.min(...all.map(({ exchange }) => exchange.startedAt));
  return all.map(({ exchange, call }) => ({
    exchange,
    offsetMs: exchange.startedAt - first,
    tookMs: exchange.endedAt === null ? null : exchange.endedAt - exchange.startedAt,
    retryAfterMs: retryAfterOf(exchange),
    call,
    curl: toCurl(exchange.request, curlOptions(exchange, context)),
  }));
}

function retryAfterOf({ outcome, respondedAt }: Exchange): number | null {
  if (outcome === null || outcome.kind === 'no-response') return null;
  const headers = fieldsOf(outcome.response.headers);
  return readRetryAfter({ headers, ...(respondedAt === null ? {} : { now: respondedAt }) })?.ms ?? null;
}

/** A rule that only the scenario had is asked for again by an instruction; the layer's own acts by itself. */
function curlOptions(exchange: Exchange, { baseUrl, layerRules }: CurlContext): CurlOptions {
  const { cause } = exchange;
  const injected =
    layerRules !== null &&
    (cause?.kind === 'instruction' || (cause?.kind === 'rule' && !layerRules.has(cause.ruleId ?? '')));
  const instruction = injected ? instructionFor(exchange) : undefined;
  return { baseUrl, ...(instruction === undefined ? {} : { instruction }) };
}

function instructionFor(exchange: Exchange): string | undefined {
  const fault = faultNamed(exchange.cause?.fault ?? '');
  const status = statusOf(exchange);
  if (fault?.transport || fault?.name === 'delay') return fault.instruction;
  return status === null || status < 400 ? undefined : `return-${status}`;
}

/** The command for a scenario's last attempt. A quota refuses only a call that others came before. */
export function curlOf(attempts: readonly AttemptResult[]): string | null {
  const last = attempts.at(-1);
  if (last === undefined) return null;
  if (last.exchange.cause?.kind !== 'quota') return last.curl;
  return `for call in $(seq ${attempts.length}); do ${last.curl}; done`;
}

/** The failures that the attempts met, each operation and failure once. */
export function metFailures(evidence: Evidence): readonly MetFailure[] {
  const met = new Map<string, MetFailure>();
  for (const { exchanges } of evidence.calls) {
    for (const exchange of exchanges) {
      const failure = failureOf(exchange);
      const { operationId } = exchange;
      if (failure === null) continue;
      const asserted = evidence.asserted.some((cell) => cell.operationId === operationId && cell.failure === failure);
      met.set(`${operationId} ${failure}`, { operationId, failure, asserted });
    }
  }
  return [...met.values()];
}

/** A status from 400, or the name of a transport fault; null for a success. */
export function failureOf(exchange: Exchange): string | null {
  const { outcome, cause } = exchange;
  const status = statusOf(exchange);
  if (status !== null && status >= 400) return String(status);
  if (cause?.fault !== undefined && faultNamed(cause.fault)?.transport === true) return cause.fault;
  return outcome === null || outcome.kind === 'response' ? null : faultSeen(outcome);
}
