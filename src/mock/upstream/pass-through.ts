import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { HeaderList } from '../../trace/exchange.ts';
import { type Ending, keepBody } from '../cases/recording.ts';
import type { Action, Answer, ApiRequest } from '../decision.ts';
import { delayMs } from '../server/delay-ms.ts';
import { flawOf } from '../server/incoming.ts';
import { ownError } from '../server/own-errors.ts';
import { wait } from '../server/wait.ts';
import { answerFrom } from './answer.ts';
import { hasPassed, requestHeaders, type Way } from './forward-headers.ts';
import { type Gateway, note, type Onward, type Passing, shapes } from './passing.ts';
import { checksWholeBody, readKnownBody } from './request-body.ts';
import { createSender, UpstreamFailure } from './send.ts';
import { createTap, type Tap } from './tap.ts';
import type { UpstreamOptions, UpstreamTarget } from './upstream.ts';
import { requestFlaw } from './violations.ts';

/** The way to a real API: passes exchanges on, injects what was asked for, and says what breaks the document. */
export interface PassThrough {
  serve(passing: Passing): Promise<Ending>;
  close(): void;
}

const defaultTimeoutMs = 30_000;
const mostReported = 1000;

/** A way to the API at `target`. */
export async function createPassThrough(
  target: UpstreamTarget,
  options: UpstreamOptions,
  clock: Clock,
  onWarning: (message: string) => void,
): Promise<PassThrough> {
  const sender = await createSender(target, options.timeoutMs ?? defaultTimeoutMs, clock);
  const reported = new Set<string>();
  const gateway: Gateway = {
    target,
    options,
    sender,
    // Its own for each process, so that two in a row aren't taken for a loop.
    pseudonym: `faultline-${randomUUID().slice(0, 8)}`,
    report(operation, violations) {
      for (const violation of violations) {
        const line = `${operation}: ${violation}`;
        if (reported.has(line) || reported.size >= mostReported) continue;
        reported.add(line);
        onWarning(line);
      }
    },
  };
  return { serve: (passing) => serve(gateway, passing), close: () => sender.close() };
}

async function serve(gateway: Gateway, passing: Passing): Promise<Ending> {
  const { head, message, waiter } = passing;
  const refusal = refusalOf(gateway, passing);
  if (refusal !== null) return refuse(passing, refusal);
  const known = checksWholeBody(gateway.options, passing) ? await readKnownBody(passing) : null;
  const request = known === null ? head : { ...head, body: known.body };
  if (known?.body.kind === 'text') waiter.recording.received(keepBody(known.body.text, known.body.bytes));
  const action = passing.running.decide(request);
  waiter.recording.decided(action);
  if (action.forward !== undefined)
    return checkAndPass(gateway, passing, { action, request, known: known?.bytes ?? null });
  message.resume();
  return passing.answer(action, request);
}

function refuse({ contract, head, message, waiter, respond }: Passing, [status, text]: readonly [number, string]) {
  message.resume();
  waiter.recording.decided({ operationId: null, cause: { kind: 'route', summary: text }, sideEffect: null });
  return respond(ownError(contract.layer, status, text, head.id));
}

async function checkAndPass(gateway: Gateway, passing: Passing, onward: Omit<Onward, 'flaw'>): Promise<Ending> {
  const { contract, message, waiter } = passing;
  const { action, request } = onward;
  const flaw = requestFlaw(contract, withUnreadBody(request, message), waiter.clock.now());
  if (flaw !== null) note(gateway, passing, action, [flaw.message]);
  if (flaw !== null && gateway.options.strict === true) {
    message.resume();
    return passing.respond(passing.compose(flaw.plan, request));
  }
  const ms = action.forward === 'work' ? 0 : delayOf(action);
  if (ms > 0 && !(await wait(waiter, ms))) return clientLeft;
  return await passOn(gateway, passing, { ...onward, flaw });
}

const clientLeft: Ending = {
  kind: 'no-response',
  code: 'ECONNABORTED',
  message: 'the client left before the answer began',
  phase: 'response',
};

/** A body that is passed on while it comes is held against the document later, when it has gone by. */
function withUnreadBody(request: ApiRequest, { headers }: IncomingMessage): ApiRequest {
  const comes = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return request.body.kind === 'none' && comes ? { ...request, body: { kind: 'too-large', part: 'body' } } : request;
}

/** Why a request goes no further, whatever the document says. */
function refusalOf(gateway: Gateway, { contract, head, message }: Passing): readonly [number, string] | null {
  const flaw = flawOf(contract, head, message.httpVersion);
  if (flaw !== null) return flaw;
  if (hasPassed(head.rawHeaders, gateway.pseudonym)) {
    return [508, 'This request has passed here before: the API behind leads back to this server.'];
  }
  const isBounded = head.method === 'OPTIONS' || head.method === 'TRACE';
  // RFC 9110 §7.6.2.
  return isBounded && head.headers['max-forwards'] === '0' ? [405, 'Max-Forwards is used up here.'] : null;
}

/** A delay is let pass before the request goes on; one for each item of the answer isn't known by then. */
function delayOf({ delay, effect }: Action): number {
  const nothing: Answer = { status: 200, headers: {}, body: null };
  return delayMs(delay, nothing) + delayMs(effect?.kind === 'delay' ? effect.delay : null, nothing);
}

async function passOn(gateway: Gateway, passing: Passing, onward: Onward): Promise<Ending> {
  const { response, head, waiter } = passing;
  const leaving = new AbortController();
  const onClose = () => {
    if (!response.writableFinished) leaving.abort();
  };
  response.once('close', onClose);
  const tap = createTap();
  try {
    const arrived = await gateway.sender.send(outgoing(gateway, passing, onward, tap), leaving.signal);
    const outcome = await answerFrom(gateway, passing, onward, arrived);
    judgeStreamed(gateway, passing, onward, tap);
    return outcome;
  } catch (error) {
    if (leaving.signal.aborted) return clientLeft;
    if (!(error instanceof UpstreamFailure)) throw error;
    return await failed(passing, error);
  } finally {
    response.off('close', onClose);
    if (onward.known === null) waiter.recording.received(tap.kept(head.rawHeaders));
  }
}

/** No answer came, or it broke off. */
async function failed(
  { message, response, head, waiter, contract, respond }: Passing,
  error: UpstreamFailure,
): Promise<Ending> {
  message.resume();
  const what = error.status === 504 ? 'did not answer in time' : 'could not be reached, or broke off';
  const text = `The API behind ${what}: ${error.message}.`;
  waiter.recording.explained(text);
  if (!response.headersSent) return respond(ownError(contract.layer, error.status, text, head.id));
  response.destroy();
  return { kind: 'no-response', code: error.code, message: text, phase: 'response' };
}

function outgoing(gateway: Gateway, passing: Passing, { action, known }: Onward, tap: Tap) {
  const { message, response, head, path } = passing;
  const { headers } = message;
  const streams = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return {
    method: head.method,
    path,
    headers: streams
      ? onwardHeaders(gateway, passing, action)
      : emptied(onwardHeaders(gateway, passing, action), head.method),
    body: known ?? (streams ? message : null),
    onChunk: tap.add,
    onContinue: () => {
      if (!response.headersSent && known === null) response.writeContinue();
    },
  };
}

/** Without it node:http would say of a POST that a body of unknown length follows. */
function emptied(headers: HeaderList, method: string): HeaderList {
  const isSaid = headers.some(([name]) => name.toLowerCase() === 'content-length');
  return isSaid || !/^(?:POST|PUT|PATCH)$/.test(method) ? headers : [...headers, ['Content-Length', '0']];
}

function onwardHeaders({ target, options, pseudonym }: Gateway, passing: Passing, action: Action): HeaderList {
  const { contract, head, message } = passing;
  const { caseHeader, instructionHeader } = contract.layer.control;
  const way: Way = {
    authority: target.authority,
    address: head.address,
    host: head.headers['host'],
    pseudonym,
    httpVersion: message.httpVersion,
    proto: 'encrypted' in message.socket && message.socket.encrypted === true ? 'https' : 'http',
    own: new Set([caseHeader.toLowerCase(), instructionHeader.toLowerCase()]),
    // A fault that cuts or replaces the body has to be able to read it.
    added: [...(options.headers ?? []), ...(shapes(action) ? ([['Accept-Encoding', 'identity']] as const) : [])],
  };
  const fields = requestHeaders(head.rawHeaders, way);
  const hop = head.headers['max-forwards'];
  if (hop === undefined || !/^\d+$/.test(hop)) return fields;
  return fields.map(([name, value]) =>
    name.toLowerCase() === 'max-forwards' ? ([name, String(Number(hop) - 1)] as const) : ([name, value] as const),
  );
}

/** What went by is held against the document once it is all there, if it is short enough. */
function judgeStreamed(gateway: Gateway, passing: Passing, { action, request, known, flaw }: Onward, tap: Tap): void {
  const { whole } = tap;
  if (known !== null || flaw !== null || whole === null || whole.length === 0) return;
  const body = { kind: 'text', text: whole.toString('utf8'), bytes: whole.length } as const;
  const found = requestFlaw(passing.contract, { ...request, body }, passing.waiter.clock.now());
  if (found !== null) note(gateway, passing, action, [found.message]);
}
