import type { Exchange, HeaderList, Outcome, RecordedRequest } from '../trace/exchange.ts';
import { withRequestId } from '../trace/request-id.ts';
import type { ClientRequest } from './client.ts';
import { recordBody } from './recorded-body.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './settings.ts';
import type { Transport } from './transport.ts';

/** One exchange, with the whole body beside it. */
export interface Attempt {
  readonly exchange: Exchange;
  readonly body: string | null;
  /** False when nothing went on the wire: the exchange then says why. */
  readonly sent: boolean;
}

/** What one attempt needs to know beyond the request. */
export interface AttemptPlan {
  readonly request: ClientRequest;
  /** Of this attempt, without the request id. */
  readonly headers: HeaderList;
  /** Counted from 1. */
  readonly number: number;
  readonly timeoutMs: number;
  readonly freshConnection: boolean;
}

/** Makes attempts, each under an id of its own, and records them. */
export interface Attempter {
  attempt(plan: AttemptPlan): Promise<Attempt>;
  /** An exchange for an attempt that was not made, with the reason as its error code. */
  notSent(plan: AttemptPlan, code: string, message: string): Attempt;
}

export function createAttempter(settings: Settings, transport: Transport): Attempter {
  const { clock, requestIdHeader, requestIdPrefix } = settings;
  let count = 0;
  const nextId = () => {
    count += 1;
    return `${requestIdPrefix}-${count}`;
  };

  return {
    async attempt(plan) {
      const { id, headers: identified } = withRequestId(plan.headers, requestIdHeader, nextId());
      const sent: AttemptPlan = { ...plan, headers: identified };
      const { request, headers, timeoutMs, freshConnection } = sent;
      const { method, path, body, signal } = request;
      clock.begin(id);
      const startedAt = clock.now();
      try {
        const reply = await transport.send({ method, path, headers, body, timeoutMs, freshConnection, signal });
        const times = { startedAt, respondedAt: reply.head?.at ?? null, endedAt: clock.now() };
        return {
          exchange: record({ id, plan: sent, settings, ...times }, outcomeOf(reply)),
          body: textOf(reply),
          sent: true,
        };
      } finally {
        clock.end(id);
      }
    },
    notSent(plan, code, message) {
      const now = clock.now();
      const outcome: Outcome = { kind: 'no-response', code, message, phase: 'connect' };
      const times = { startedAt: now, respondedAt: null, endedAt: now };
      return { exchange: record({ id: nextId(), plan, settings, ...times }, outcome), body: null, sent: false };
    },
  };
}

interface Recording extends Pick<Exchange, 'id' | 'startedAt' | 'respondedAt' | 'endedAt'> {
  readonly plan: AttemptPlan;
  readonly settings: Settings;
}

function record({ plan, settings, ...known }: Recording, outcome: Outcome): Exchange {
  return {
    ...known,
    caseId: settings.caseId,
    observer: 'client',
    operationId: plan.request.operationId ?? null,
    attempt: plan.number,
    request: requestOf(plan, settings),
    outcome,
    cause: null,
    sideEffects: [],
    connection: null,
  };
}

function requestOf({ request, headers }: AttemptPlan, { recordedBaseUrl }: Settings): RecordedRequest {
  return {
    method: request.method,
    url: `${recordedBaseUrl.replace(/\/$/, '')}${request.path}`,
    headers,
    body: recordBody(request.body === undefined ? null : Buffer.from(request.body)),
  };
}

function outcomeOf({ head, body, broken }: Reply): Outcome {
  if (head === null) {
    const { code, message, phase } = broken ?? { code: 'UNKNOWN', message: 'no answer', phase: 'response' };
    return { kind: 'no-response', code, message, phase };
  }
  const response = { status: head.status, headers: head.headers, body: recordBody(body) };
  if (broken === null) return { kind: 'response', response };
  return { kind: 'broken-body', response, code: broken.code, message: broken.message };
}

function textOf({ body }: Reply): string | null {
  return body === null ? null : body.toString('utf8');
}
