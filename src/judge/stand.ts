import { randomUUID } from 'node:crypto';
import { type CallFailures, failuresFor, type Probe } from '../checks/check.ts';
import type { ObservedCall } from '../checks/observation.ts';
import { parseInstruction } from '../faults/index.ts';
import type { Mock, MockCase } from '../mock/index.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import type { CallEnd, ClientCall } from './drivers/driver.ts';
import type { PlannedRequest } from './requests.ts';

/** A client that makes more requests than this for one call is stopped. */
export const mostRequests = 300;

/** One logical call of a probe with the case that its requests belong to. */
export interface Stand {
  readonly call: ClientCall;
  readonly running: MockCase;
  readonly planned: PlannedRequest;
  /** Aborted with `flooded` when the case has had as many requests as it serves, with `quiet` when nothing more comes. */
  readonly control: AbortController;
  /** Requests that belong to the call, in the order in which they came. */
  attempts(): readonly Exchange[];
  /** What else came to its case: a HEAD, a preflight, another path. */
  others(): readonly Exchange[];
  /** Whether every failure queued for it was met. */
  consumed(): boolean;
}

export interface StandOptions {
  readonly mock: Mock;
  readonly probe: Probe;
  readonly planned: PlannedRequest;
  /** Of the call within its probe, from 0. */
  readonly index: number;
  /** How many calls the probe makes. */
  readonly count: number;
  /** Makes the case's name unique when a probe is run again. */
  readonly round: number;
  /** Requests with this credential belong to the case too; default: only its path does. */
  readonly key?: string;
}

/** Opens a case for a call and queues its failures. */
export function openStand({ mock, probe, planned, index, count, round, key }: StandOptions): Stand {
  const control = new AbortController();
  const id = [probe.name, ...(count > 1 ? [index + 1] : []), ...(round > 1 ? [`again-${round}`] : [])];
  const failures = failuresFor(probe, index + 1);
  const running = mock.openCase({
    id: id.join('.'),
    bound: { requests: mostRequests, onReached: () => control.abort('flooded') },
    ...(key === undefined ? {} : { key }),
  });
  queue(running, failures, planned.operation.id);
  const { method } = planned.operation;
  const belongs = (exchange: Exchange) =>
    exchange.operationId === planned.operation.id && exchange.request.method === method;
  return {
    call: callOf(running, probe, planned),
    running,
    planned,
    control,
    attempts: () => running.trace().filter(belongs),
    others: () => running.trace().filter((exchange) => !belongs(exchange)),
    consumed: () => wasConsumed(running, failures),
  };
}

const alwaysId = 'always';

function queue(running: MockCase, { instructions, always }: CallFailures, operationId: string): void {
  running.instruct(operationId, instructions);
  if (always === null) return;
  const { phase, call } = parseInstruction(always);
  if (call === null) return;
  running.inject({
    id: alwaysId,
    phase,
    fault: { name: call.name, ...call.options },
    match: { operations: [operationId] },
  });
}

/** A call that nothing was queued for has met all of it. */
function wasConsumed({ instructions: queued, rules }: MockCase, { instructions, always }: CallFailures): boolean {
  if (!queued.completed) return false;
  return always === null || instructions.length > 0 || rules.some(({ rule, hits }) => rule.id === alwaysId && hits > 0);
}

/** A contract may ask for a key with every write; the same one for two calls would make them one. */
const keyHeader = /^(?:x-)?idempotency-key$/i;

function callOf({ id, url }: MockCase, probe: Probe, planned: PlannedRequest): ClientCall {
  const { operation, path, body, credential } = planned;
  const fields = Object.entries(planned.headers);
  const headers = Object.fromEntries(
    fields.map(([name, value]) => [name, keyHeader.test(name) ? randomUUID() : value]),
  );
  return {
    id,
    probe: probe.name,
    baseUrl: url,
    url: `${url}${path}`,
    method: operation.method,
    path,
    headers,
    body,
    credential,
  };
}

/** When a call began and ended, and how; `endedAt` null: it was stopped. */
export interface CallTimes {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly end: CallEnd;
}

/** The call as the checks read it. */
export function observedCall(
  { call, attempts, consumed }: Stand,
  { startedAt, endedAt, end }: CallTimes,
): ObservedCall {
  return {
    id: call.id,
    method: call.method,
    path: call.path,
    startedAt,
    endedAt,
    report: end.report,
    attempts: attempts(),
    consumed: consumed(),
  };
}

/** Whether the last answer was a success, nothing is under way, and every failure has been met: nothing more is to come. */
export function isSatisfied(stand: Stand): boolean {
  const attempts = stand.attempts();
  const last = attempts.at(-1);
  if (last === undefined || attempts.some(({ endedAt }) => endedAt === null) || !stand.consumed()) return false;
  const status = statusOf(last);
  return last.outcome?.kind === 'response' && status !== null && status < 400;
}
