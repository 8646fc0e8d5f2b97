import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Ending, keepBody } from '../cases/recording.ts';
import type { RequestBytes } from '../decision.ts';
import type { Passing } from '../upstream/passing.ts';
import { bodyAtHand, hasBody, readBody } from './body.ts';
import type { OpenConnection } from './connections.ts';
import { announcesTooMuch, flawOf, readHead } from './incoming.ts';
import { attempt, confess, type Go, idOnly, type Journey, prepareAction, send, type Workshop } from './journey.ts';
import { ownError } from './own-errors.ts';
import type { Act } from './turn.ts';

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
  workshop.putOff(() => {
    const body = bodyAtHand(message, bounds);
    if (body !== undefined) return settled(journey, body, unsent);
    return () => readBody(message, bounds, waiter.connection, (late) => answerLater(journey, late, unsent));
  });
}

/** Null: its case has served as many requests as it may. */
function setOut(
  workshop: Workshop,
  connection: OpenConnection,
  message: IncomingMessage,
  response: ServerResponse,
): Journey | null {
  const seen = connection.enter();
  const target = workshop.readTarget(message.url ?? '/');
  const head = readHead(workshop.contract, message, target, connection, seen.reused);
  const running = workshop.cases.resolve(head, target.caseId);
  if (!running.admits()) {
    connection.leave();
    connection.socket.resetAndDestroy();
    return null;
  }
  const { id, method, rawHeaders: headers } = head;
  const recording = running.recorder.begin({ id, method, url: target.url, headers, connection: seen });
  const { hung } = workshop;
  const waiter = { id: head.id, clock: running.clock, connection, recording, hung, parked: running.parked };
  return { workshop, running, head, response, waiter };
}

/** `closes`: the request was not read to its end. */
function answerLater(journey: Journey, body: RequestBytes | null, closes: boolean): void {
  journey.workshop.putOff(() => settled(journey, body, closes));
}

/** What is left to do when all is decided. */
function settled(journey: Journey, body: RequestBytes | null, closes: boolean): Act {
  const go = settle(journey, body, closes);
  return () => attempt(journey, go);
}

/** Decides, and prepares whatever goes out. */
function settle(journey: Journey, body: RequestBytes | null, closes: boolean): Go {
  try {
    return answer(journey, body, closes);
  } catch (error) {
    return () => confess(journey, error);
  }
}

function refuseFlaw(journey: Journey, [status, text]: readonly [number, string]): Ending | Promise<Ending> {
  const { workshop, head, waiter } = journey;
  waiter.recording.decided({ operationId: null, cause: { kind: 'route', summary: text }, sideEffect: null });
  return send(journey, ownError(workshop.contract.layer, status, text, head.id), idOnly(journey), null);
}

const gone = 'the client left before it had sent its request';

/** Null for a body that will never be whole. */
function answer(journey: Journey, body: RequestBytes | null, closes: boolean): Go {
  const { running, head, waiter } = journey;
  if (body === null) {
    waiter.recording.decided({ operationId: null, cause: { kind: 'mock', summary: gone }, sideEffect: null });
    return () => ({ kind: 'no-response', code: 'ECONNABORTED', message: gone, phase: 'request' });
  }
  const request = body === head.body ? head : { ...head, body };
  if (body.kind === 'text') waiter.recording.received(keepBody(body.text, body.bytes));
  const action = running.decide(request);
  waiter.recording.decided(action);
  return prepareAction(journey, action, request, closes);
}

/** The journey as the way to a real API sees it. */
function passingOf(journey: Journey, message: IncomingMessage): Passing {
  const { workshop, running, head, response, waiter } = journey;
  const { contract, compose } = workshop;
  const target = workshop.readTarget(message.url ?? '/');
  return {
    contract,
    running,
    head,
    path: `${target.path}${target.search}`,
    message,
    response,
    waiter,
    compose,
    answer: (action, request) => prepareAction(journey, action, request, false)(),
    respond: (composed) => send(journey, composed, idOnly(journey), null),
    carry: (effect, composed) => send(journey, composed, {}, effect),
  };
}
