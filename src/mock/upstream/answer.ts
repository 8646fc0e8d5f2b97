import type { IncomingMessage } from 'node:http';
import { type HeaderList, headerOf } from '../../trace/exchange.ts';
import type { Ending } from '../cases/recording.ts';
import type { Answer } from '../decision.ts';
import { joinHeaders, pairsOf } from '../server/headers.ts';
import { ownError } from '../server/own-errors.ts';
import { responseHeaders } from './forward-headers.ts';
import { type Gateway, note, type Onward, type Passing, shapes } from './passing.ts';
import { collect, relay } from './relay.ts';
import type { Arrived } from './send.ts';
import { checkedBytes } from './tap.ts';
import { responseFlaws } from './violations.ts';

const violationsHeader = 'X-Faultline-Violations';
/** So much of an answer can have a fault done to it. */
const shapedBytes = 16 * 1024 * 1024;

/** What the client gets of an answer that came: all of it as it came, something else in its place, or a fault done to it. */
export async function answerFrom(
  gateway: Gateway,
  passing: Passing,
  onward: Onward,
  { response: arrived, request }: Arrived,
): Promise<Ending> {
  const { action, request: asked, flaw } = onward;
  if (action.forward === 'work') {
    // The work was done; what the API says about it goes nowhere.
    const { isWhole } = await collect(arrived, shapedBytes);
    if (!isWhole) request.destroy();
    return passing.answer(action, asked);
  }
  const headers = headersOf(gateway, arrived);
  if (shapes(action)) return shaped(passing, onward, { arrived, headers });
  const ofHead = flawsOf(passing, onward, arrived, null);
  if (gateway.options.strict === true) return strictly(gateway, passing, onward, { arrived, headers });
  const told = [...(flaw === null ? [] : [flaw.message]), ...ofHead];
  const { outcome, body } = await relay({
    arrived,
    response: passing.response,
    headers: gateway.options.tellViolations === true && told.length > 0 ? [...headers, violationField(told)] : headers,
    onHead: () => passing.waiter.recording.responding(),
  });
  note(gateway, passing, action, body === null ? ofHead : flawsOf(passing, onward, arrived, body));
  return outcome;
}

interface Came {
  readonly arrived: IncomingMessage;
  readonly headers: HeaderList;
}

function headersOf({ pseudonym }: Gateway, arrived: IncomingMessage): HeaderList {
  return responseHeaders(pairsOf(arrived.rawHeaders), { pseudonym, httpVersion: arrived.httpVersion });
}

function flawsOf(
  { contract, head }: Passing,
  { action }: Onward,
  { statusCode: status = 0, rawHeaders }: IncomingMessage,
  body: Buffer | null,
): readonly string[] {
  const operation = contract.operation(action.operationId ?? '') ?? null;
  return responseFlaws(operation, head.method, { status, headers: pairsOf(rawHeaders) }, body);
}

/** One line: names are told, values aren't. */
function violationField(violations: readonly string[]): readonly [string, string] {
  const line = violations.join('; ').replace(/[^\t\x20-\x7e]+/g, ' ');
  return [violationsHeader, line.slice(0, 1000)];
}

/** Refuses an answer that breaks the document. One that is long is judged by its head, since the rest is on its way by then. */
async function strictly(
  gateway: Gateway,
  passing: Passing,
  onward: Onward,
  { arrived, headers }: Came,
): Promise<Ending> {
  const { contract, head, response, waiter } = passing;
  const isJson = /[/+]json\b/i.test(headerOf(headers, 'content-type') ?? '');
  const isShort = Number(headerOf(headers, 'content-length') ?? 0) <= checkedBytes;
  const { pieces, isWhole } =
    isJson && isShort && head.method !== 'HEAD' ? await collect(arrived, checkedBytes) : { pieces: [], isWhole: false };
  const flaws = flawsOf(passing, onward, arrived, isWhole ? Buffer.concat(pieces) : null);
  note(gateway, passing, onward.action, flaws);
  if (flaws.length > 0) {
    arrived.destroy();
    const text = `The API behind broke its contract: ${flaws.join('; ')}`;
    return passing.respond(ownError(contract.layer, 502, text, head.id));
  }
  const onHead = () => waiter.recording.responding();
  return (await relay({ arrived, response, headers, onHead, held: pieces })).outcome;
}

/** Does to the answer what the fault says; a longer one than can be held is cut there. */
async function shaped(passing: Passing, { action }: Onward, { arrived, headers }: Came): Promise<Ending> {
  const { effect } = action;
  const { pieces } = await collect(arrived, shapedBytes);
  arrived.destroy();
  const body = Buffer.concat(pieces);
  const framed = headers.filter(([name]) => !/^content-length$/i.test(name));
  const answer: Answer = {
    status: arrived.statusCode ?? 502,
    headers: joinHeaders(framed),
    body: body.toString('utf8'),
  };
  return effect === null ? passing.respond(answer) : passing.carry(effect, answer);
}
