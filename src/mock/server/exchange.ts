import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../contract/index.ts';
import type { Outcome } from '../../trace/exchange.ts';
import { recordBody } from '../cases/recorder.ts';
import type { CaseRegistry } from '../cases/registry.ts';
import type { RunningCase } from '../cases/running-case.ts';
import type { Action, Answer, ApiRequest } from '../decision.ts';
import type { PassThrough } from '../upstream/pass-through.ts';
import type { Passing } from '../upstream/passing.ts';
import { readBody } from './body.ts';
import { carryOut, type Powers } from './carry-out.ts';
import type { Compose } from './compose.ts';
import type { OpenConnection } from './connections.ts';
import { delayMs } from './delay-ms.ts';
import { mergeHeaders } from './headers.ts';
import { announcesTooMuch, flawOf, readHead } from './incoming.ts';
import { ownError } from './own-errors.ts';
import { rewrite } from './rewrite.ts';
import { parseTarget } from './target.ts';
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

/** Serves one request. It never throws: a defect of ours is a 500 in the API's error body, and a warning. */
export async function serveExchange(
  workshop: Workshop,
  connection: OpenConnection,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const seen = connection.enter();
  const target = parseTarget(message.url ?? '/', workshop.contract.layer.control.casePathPrefix);
  const head = readHead(workshop.contract, message, target, seen.reused);
  const running = workshop.cases.resolve(head, target.caseId);
  if (!running.admits()) {
    connection.leave();
    connection.socket.resetAndDestroy();
    return;
  }
  const url = `${workshop.url()}${target.path}${target.search}`;
  const request = { method: head.method, url, headers: head.rawHeaders, body: null };
  const recording = running.recorder.begin({ id: head.id, request, connection: seen });
  const waiter = {
    id: head.id,
    clock: running.clock,
    connection,
    recording,
    hung: workshop.hung,
    parked: running.parked,
  };
  const journey = { workshop, running, head, response, waiter };
  try {
    recording.end(
      await (workshop.passThrough?.serve(passingOf(journey, message, `${target.path}${target.search}`)) ??
        travel(journey, message)),
    );
  } catch (error) {
    recording.end(await confess(journey, error));
  } finally {
    running.finish(head.id);
    connection.leave();
  }
}

async function travel(journey: Journey, message: IncomingMessage): Promise<Outcome> {
  const { workshop, running, head, response, waiter } = journey;
  const flaw = flawOf(workshop.contract, head, message.httpVersion);
  if (flaw !== null) {
    const [status, text] = flaw;
    waiter.recording.decided({ operationId: null, cause: { kind: 'route', summary: text }, sideEffects: [] });
    return send(journey, ownError(workshop.contract.layer, status, text, head.id), null);
  }
  const unsent = head.headers['expect'] !== undefined && announcesTooMuch(workshop.contract, message);
  if (head.headers['expect'] !== undefined && !unsent) response.writeContinue();
  const body = await readBody(message, workshop.contract.layer.size.bodyBytes, waiter.connection);
  if (body === null) {
    waiter.recording.decided({
      operationId: null,
      cause: { kind: 'mock', summary: 'the client left before it had sent its request' },
      sideEffects: [],
    });
    return {
      kind: 'no-response',
      code: 'ECONNABORTED',
      message: 'the client left before it had sent its request',
      phase: 'request',
    };
  }
  const request = { ...head, body };
  if (body.kind === 'text') waiter.recording.received(recordBody(body.text, body.bytes));
  const action = running.decide(request);
  waiter.recording.decided(action);
  return answerAction(journey, action, request, unsent);
}

/** Carries out what was decided. `closes`: the request was not read to its end. */
async function answerAction(journey: Journey, action: Action, request: ApiRequest, closes: boolean): Promise<Outcome> {
  const { workshop, waiter } = journey;
  const answer = withHeaders(await workshop.compose(action.plan, request), action, journey, closes);
  const ms =
    delayMs(action.delay, answer) + delayMs(action.effect?.kind === 'delay' ? action.effect.delay : null, answer);
  if (ms > 0) await wait(waiter, ms);
  return send(journey, answer, action.effect);
}

function withHeaders(answer: Answer, action: Action, { workshop, head }: Journey, closes: boolean): Answer {
  const requestId = { [workshop.contract.layer.requestIdHeader]: head.id };
  const added = mergeHeaders(requestId, { ...action.headers, ...(closes ? { Connection: 'close' } : {}) });
  return { ...answer, headers: mergeHeaders(answer.headers, added) };
}

function send(
  { workshop, running, head, response, waiter }: Journey,
  answer: Answer,
  effect: Action['effect'],
): Promise<Outcome> {
  const changed = effect?.kind === 'rewrite' ? rewrite(answer, effect) : answer;
  const powers: Powers = { refuse: (forMs) => workshop.refuse(forMs, running) };
  return carryOut(effect, prepareReply(response, changed, head.method, waiter), powers);
}

/** The journey as the way to a real API sees it. */
function passingOf(journey: Journey, message: IncomingMessage, path: string): Passing {
  const { workshop, running, head, response, waiter } = journey;
  const { contract, compose } = workshop;
  return {
    contract,
    running,
    head,
    path,
    message,
    response,
    waiter,
    compose,
    answer: (action, request) => answerAction(journey, action, request, false),
    respond: (answer) => send(journey, mergeIds(answer, contract, head.id), null),
    carry: (effect, reply) =>
      effect.kind === 'rewrite'
        ? send(journey, reply.answer, effect)
        : carryOut(effect, reply, { refuse: (forMs) => workshop.refuse(forMs, running) }),
  };
}

function mergeIds(answer: Answer, { layer }: Contract, id: string): Answer {
  return { ...answer, headers: mergeHeaders({ [layer.requestIdHeader]: id }, answer.headers) };
}

async function confess({ workshop, head, response, waiter }: Journey, error: unknown): Promise<Outcome> {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  workshop.onWarning(
    `This is a defect of Faultline; the request ${head.method} ${head.path} got a 500 for it:\n${stack}`,
  );
  const answer = ownError(workshop.contract.layer, 500, 'The mock itself failed; its log says why.', head.id);
  if (waiter.connection.isOpen && !response.headersSent)
    return sendWhole(prepareReply(response, answer, head.method, waiter));
  waiter.connection.socket.destroy();
  return { kind: 'no-response', code: 'ECONNRESET', message: 'the mock failed', phase: 'response' };
}
