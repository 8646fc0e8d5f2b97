import type { ServerResponse } from 'node:http';
import type { Contract } from '../../contract/index.ts';
import type { Ending } from '../cases/recording.ts';
import type { CaseRegistry } from '../cases/registry.ts';
import type { RunningCase } from '../cases/running-case.ts';
import type { Action, Answer, ApiRequest } from '../decision.ts';
import type { Failure } from '../mock.ts';
import type { PassThrough } from '../upstream/pass-through.ts';
import { carryOut, type Powers } from './carry-out.ts';
import { type Compose, withHeaders } from './compose.ts';
import { delayMs } from './delay-ms.ts';
import { ownError } from './own-errors.ts';
import { rewrite } from './rewrite.ts';
import type { ReadTarget } from './target.ts';
import type { PutOff } from './turn.ts';
import { type HungConnections, type Waiter, wait } from './wait.ts';
import { prepareReply, type Reply, sendWhole } from './wire.ts';

/** What every exchange of a mock works with. */
export interface Workshop {
  readonly contract: Contract;
  readonly cases: CaseRegistry;
  readonly compose: Compose;
  readonly hung: HungConnections;
  readonly readTarget: (raw: string) => ReadTarget;
  readonly onWarning: (message: string) => void;
  readonly refuse: (forMs: number, running: RunningCase) => void;
  readonly putOff: PutOff;
  /** Null: nobody wants to know. */
  readonly onFailure: ((failure: Failure) => void) | null;
  /** The way to a real API; null: the mock answers by itself. */
  readonly passThrough: PassThrough | null;
}

/** One request on its way: from its head to the last byte of whatever it gets. */
export interface Journey {
  readonly workshop: Workshop;
  readonly running: RunningCase;
  readonly head: ApiRequest;
  readonly response: ServerResponse;
  readonly waiter: Waiter;
}

/** The rest of the way, from where everything is decided. */
export type Go = () => Ending | Promise<Ending>;

/** Goes the rest of the way. */
export function attempt(journey: Journey, go: Go): void {
  const { workshop, waiter } = journey;
  try {
    const end = goOrConfess(journey, go);
    if (end instanceof Promise) void endLater(journey, end);
    else arrive(journey, end);
  } catch (error) {
    workshop.onWarning(`This is a defect of Faultline: ${error instanceof Error ? error.stack : String(error)}`);
    waiter.connection.socket.destroy();
  }
}

function goOrConfess(journey: Journey, go: Go): Ending | Promise<Ending> {
  try {
    return go();
  } catch (error) {
    return confess(journey, error);
  }
}

async function endLater(journey: Journey, end: Promise<Ending>): Promise<void> {
  try {
    arrive(journey, await end);
  } catch (error) {
    arrive(journey, await confess(journey, error));
  }
}

function arrive({ workshop, running, head, waiter }: Journey, end: Ending): void {
  waiter.recording.end(end);
  if (workshop.onFailure !== null && hasFailed(end)) workshop.onFailure(waiter.recording);
  running.finish(head.id);
  waiter.connection.leave();
}

function hasFailed(end: Ending): boolean {
  return end.kind !== 'response' || end.status >= 400;
}

/** Makes ready what was decided. */
export function prepareAction(journey: Journey, action: Action, request: ApiRequest, closes: boolean): Go {
  const { workshop, waiter } = journey;
  const composed = workshop.compose(action.plan, request);
  const added = closes ? { ...action.headers, Connection: 'close' } : action.headers;
  const ms = waitOf(action, composed);
  const { effect } = action;
  if (ms > 0) return () => wait(waiter, ms).then(() => send(journey, composed, added, effect));
  const reply = prepare(journey, composed, added, effect);
  return () => carryOut(effect, reply, powersOf(journey));
}

export function idOnly({ workshop, head }: Journey): Answer['headers'] {
  return { [workshop.contract.layer.requestIdHeader]: head.id };
}

function waitOf({ delay, effect }: Action, composed: Answer): number {
  return delayMs(delay, composed) + (effect?.kind === 'delay' ? delayMs(effect.delay, composed) : 0);
}

export function send(
  journey: Journey,
  composed: Answer,
  added: Answer['headers'],
  effect: Action['effect'],
): Ending | Promise<Ending> {
  return carryOut(effect, prepare(journey, composed, added, effect), powersOf(journey));
}

function prepare(
  { head, response, waiter }: Journey,
  composed: Answer,
  added: Answer['headers'],
  effect: Action['effect'],
): Reply {
  if (effect?.kind !== 'rewrite') return prepareReply(response, composed, added, head.method, waiter);
  return prepareReply(response, rewrite(withHeaders(composed, added), effect), {}, head.method, waiter);
}

function powersOf({ workshop, running }: Journey): Powers {
  return { refuse: (forMs) => workshop.refuse(forMs, running) };
}

export function confess({ workshop, head, response, waiter }: Journey, error: unknown): Ending | Promise<Ending> {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  workshop.onWarning(
    `This is a defect of Faultline; the request ${head.method} ${head.path} got a 500 for it:\n${stack}`,
  );
  const told = ownError(workshop.contract.layer, 500, 'The mock itself failed; its log says why.', head.id);
  if (waiter.connection.isOpen && !response.headersSent)
    return sendWhole(prepareReply(response, told, {}, head.method, waiter));
  waiter.connection.socket.destroy();
  return { kind: 'no-response', code: 'ECONNRESET', message: 'the mock failed', phase: 'response' };
}
