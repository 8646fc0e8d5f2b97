import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../contract/index.ts';
import { type Ending, keepBody } from '../cases/recording.ts';
import type { CaseRegistry } from '../cases/registry.ts';
import type { RunningCase } from '../cases/running-case.ts';
import type { Action, Answer, ApiRequest, RequestBytes } from '../decision.ts';
import type { Failure } from '../mock.ts';
import type { PassThrough } from '../upstream/pass-through.ts';
import type { Passing } from '../upstream/passing.ts';
import { hasBody, readBody } from './body.ts';
import { carryOut, type Powers } from './carry-out.ts';
import type { Compose } from './compose.ts';
import type { OpenConnection } from './connections.ts';
import { delayMs } from './delay-ms.ts';
import { mergeHeaders } from './headers.ts';
import { announcesTooMuch, flawOf, readHead } from './incoming.ts';
import { ownError } from './own-errors.ts';
import { rewrite } from './rewrite.ts';
import { parseTarget } from './target.ts';
import type { PutOff } from './turn.ts';
import { type HungConnections, type Waiter, wait } from './wait.ts';
import { prepareReply, sendWhole } from './wire.ts';

/** What every exchange of a mock works with. */
export interface Workshop {
  readonly contract: Contract;
  readonly cases: CaseRegistry;
  readonly compose: Compose;
  readonly hung: HungConnections;
  /** Of the mock, without a trailing slash. */
  readonly url: () => string;
  readonly onWarning: (message: string) => void;
  readonly refuse: (forMs: number, running: RunningCase) => void;
  readonly putOff: PutOff;
  /** Null: nobody wants to know. */
  readonly onFailure: ((failure: Failure) => void) | null;
  /** The way to a real API; null: the mock answers by itself. */
  readonly passThrough: PassThrough | null;
}

/** One request on its way: from its head to the last byte of whatever it gets. */
interface Journey {
  readonly workshop: Workshop;
  readonly running: RunningCase;
  readonly head: ApiRequest;
  readonly response: ServerResponse;
  readonly waiter: Waiter;
}

/**
 * Serves one request. It never throws: a defect of ours is a 500 in the API's error body, and a warning.
 *
 * Its head is read in the turn that brought it, and it is answered behind that, together with all that came meanwhile.
 */
export function serveExchange(
  workshop: Workshop,
  connection: OpenConnection,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  const journey = setOut(workshop, connection, message, response);
  if (journey === null) return;
  const { passThrough, contract } = workshop;
  const flaw = passThrough === null ? flawOf(contract, journey.head, message.httpVersion) : null;
  if (passThrough !== null) attempt(journey, () => passThrough.serve(passingOf(journey, message)));
  else if (flaw !== null) attempt(journey, () => refuseFlaw(journey, flaw));
  else takeIn(journey, message);
}

/** Waits for the body, if one comes. */
function takeIn(journey: Journey, message: IncomingMessage): void {
  const { workshop, head, response, waiter } = journey;
  const expects = head.headers['expect'] !== undefined;
  const unsent = expects && announcesTooMuch(workshop.contract, head);
  if (expects && !unsent) response.writeContinue();
  if (!hasBody(head.headers)) {
    answerLater(journey, head.body, unsent);
    return;
  }
  const bounds = { announced: head.headers['content-length'], limit: workshop.contract.layer.size.bodyBytes };
  readBody(message, bounds, waiter.connection, (body) => answerLater(journey, body, unsent));
}

/** Null: its case has served as many requests as it may. */
function setOut(
  workshop: Workshop,
  connection: OpenConnection,
  message: IncomingMessage,
  response: ServerResponse,
): Journey | null {
  const seen = connection.enter();
  const target = parseTarget(message.url ?? '/', workshop.contract.layer.control.casePathPrefix);
  const head = readHead(workshop.contract, message, target, connection, seen.reused);
  const running = workshop.cases.resolve(head, target.caseId);
  if (!running.admits()) {
    connection.leave();
    connection.socket.resetAndDestroy();
    return null;
  }
  const url = `${workshop.url()}${target.path}${target.search}`;
  const request = { method: head.method, url, headers: head.rawHeaders };
  const recording = running.recorder.begin({ id: head.id, request, connection: seen });
  const { hung } = workshop;
  const waiter = { id: head.id, clock: running.clock, connection, recording, hung, parked: running.parked };
  return { workshop, running, head, response, waiter };
}

/** Goes the rest of the way. */
function attempt(journey: Journey, go: () => Ending | Promise<Ending>): void {
  let end: Ending | Promise<Ending>;
  try {
    end = go();
  } catch (error) {
    end = confess(journey, error);
  }
  if (end instanceof Promise) void endLater(journey, end);
  else arrive(journey, end);
}

/** `closes`: the request was not read to its end. */
function answerLater(journey: Journey, body: RequestBytes | null, closes: boolean): void {
  const { workshop, waiter } = journey;
  workshop.putOff(() => {
    try {
      attempt(journey, () => answer(journey, body, closes));
    } catch (error) {
      workshop.onWarning(`This is a defect of Faultline: ${error instanceof Error ? error.stack : String(error)}`);
      waiter.connection.socket.destroy();
    }
  });
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
  return end.kind !== 'response' || end.response.status >= 400;
}

function refuseFlaw(journey: Journey, [status, text]: readonly [number, string]): Ending | Promise<Ending> {
  const { workshop, head, waiter } = journey;
  waiter.recording.decided({ operationId: null, cause: { kind: 'route', summary: text }, sideEffects: [] });
  return send(journey, ownError(workshop.contract.layer, status, text, head.id), idOnly(journey), null);
}

const gone = 'the client left before it had sent its request';

/** Null for a body that will never be whole. */
function answer(journey: Journey, body: RequestBytes | null, closes: boolean): Ending | Promise<Ending> {
  const { running, head, waiter } = journey;
  if (body === null) {
    waiter.recording.decided({ operationId: null, cause: { kind: 'mock', summary: gone }, sideEffects: [] });
    return { kind: 'no-response', code: 'ECONNABORTED', message: gone, phase: 'request' };
  }
  const request = body === head.body ? head : { ...head, body };
  if (body.kind === 'text') waiter.recording.received(keepBody(body.text, body.bytes));
  const action = running.decide(request);
  waiter.recording.decided(action);
  return carryAction(journey, action, request, closes);
}

/** Does what was decided. */
function carryAction(journey: Journey, action: Action, request: ApiRequest, closes: boolean): Ending | Promise<Ending> {
  const { workshop, waiter } = journey;
  const composed = workshop.compose(action.plan, request);
  const added = closes ? { ...action.headers, Connection: 'close' } : action.headers;
  const ms = waitOf(action, composed);
  if (ms > 0) return wait(waiter, ms).then(() => send(journey, composed, added, action.effect));
  return send(journey, composed, added, action.effect);
}

function idOnly({ workshop, head }: Journey): Answer['headers'] {
  return { [workshop.contract.layer.requestIdHeader]: head.id };
}

function waitOf({ delay, effect }: Action, composed: Answer): number {
  return delayMs(delay, composed) + (effect?.kind === 'delay' ? delayMs(effect.delay, composed) : 0);
}

function send(
  { workshop, running, head, response, waiter }: Journey,
  composed: Answer,
  added: Answer['headers'],
  effect: Action['effect'],
): Ending | Promise<Ending> {
  const powers: Powers = { refuse: (forMs) => workshop.refuse(forMs, running) };
  if (effect?.kind !== 'rewrite') {
    return carryOut(effect, prepareReply(response, composed, added, head.method, waiter), powers);
  }
  const whole = { ...composed, headers: mergeHeaders(composed.headers, added) };
  return carryOut(effect, prepareReply(response, rewrite(whole, effect), {}, head.method, waiter), powers);
}

/** The journey as the way to a real API sees it. */
function passingOf(journey: Journey, message: IncomingMessage): Passing {
  const { workshop, running, head, response, waiter } = journey;
  const { contract, compose } = workshop;
  const target = parseTarget(message.url ?? '/', contract.layer.control.casePathPrefix);
  return {
    contract,
    running,
    head,
    path: `${target.path}${target.search}`,
    message,
    response,
    waiter,
    compose,
    answer: (action, request) => carryAction(journey, action, request, false),
    respond: (composed) => send(journey, composed, idOnly(journey), null),
    carry: (effect, composed) => send(journey, composed, {}, effect),
  };
}

function confess({ workshop, head, response, waiter }: Journey, error: unknown): Ending | Promise<Ending> {
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
