import type { IncomingMessage } from 'node:http';
import { problemsOf } from '../../problem.ts';
import { nearest } from '../../suggest.ts';
import type { RequestBytes } from '../decision.ts';
import type { Mock } from '../mock.ts';
import { parseQuery, parseTarget } from '../server/target.ts';
import type { ControlReply } from './control.ts';
import { type ControlDocument, controlDocument } from './document.ts';
import { endpoints } from './endpoints/index.ts';
import { type Access, refuseStranger } from './guard.ts';
import { problemReply, replyToProblems } from './problem-details.ts';
import { readRequest } from './read-request.ts';

/** What answering needs beside the request. */
export interface AnswerContext {
  readonly mock: Mock;
  readonly access: Access;
  readonly onWarning: (message: string) => void;
  /** Reads the body; only for requests that may send one. Null: the rest of it never came. */
  readBody(): Promise<RequestBytes | null>;
}

/** Answers one request; null when nobody is left to hear it. It never throws. */
export async function answer(message: IncomingMessage, context: AnswerContext): Promise<ControlReply | null> {
  const stranger = refuseStranger(message.headers, context.access);
  if (stranger !== null) return stranger;
  try {
    return await answerFriend(message, context, await controlDocument());
  } catch (error) {
    const problems = problemsOf(error);
    if (problems.length > 0) return replyToProblems(problems);
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.onWarning(
      `This is a defect of Faultline's control API; ${message.method} ${message.url} got a 500:\n${stack}`,
    );
    const detail = 'Failed to answer: Faultline itself has a defect; its log says which.';
    return problemReply(500, [{ code: 'defect', detail, fix: 'Report it with the lines of the log.' }]);
  }
}

// No path of this API begins so, hence no case prefix is ever found.
const noPrefix = '//';

async function answerFriend(
  message: IncomingMessage,
  { mock, readBody }: AnswerContext,
  document: ControlDocument,
): Promise<ControlReply | null> {
  const { contract } = document;
  const target = parseTarget(message.url ?? '/', noPrefix);
  const method = message.method ?? 'GET';
  const found = contract.route(method, target.path);
  if (found.kind === 'method-not-allowed') return wrongMethod(method, target.path, found.allow);
  if (found.kind !== 'operation')
    return unknownPath(
      target.path,
      contract.operations.map(({ path }) => path),
    );
  const body = await readBody();
  if (body === null) return null;
  const request = readRequest({
    operation: found.operation,
    path: found.pathParameters,
    query: parseQuery(target.search),
    contentType: message.headers['content-type'],
    body,
  });
  if ('refused' in request) return request.refused;
  const endpoint = endpoints[found.operation.id as keyof typeof endpoints];
  return await endpoint(request, { mock, document });
}

function unknownPath(path: string, known: readonly string[]): ControlReply {
  const meant = nearest(path, known);
  const detail = `Failed to find "${path}": there is nothing at that path.`;
  const fix = 'See GET /openapi.yaml for what there is.';
  return problemReply(404, [{ code: 'unknown-path', detail, fix, ...(meant === null ? {} : { suggestion: meant }) }]);
}

function wrongMethod(method: string, path: string, allow: readonly string[]): ControlReply {
  const methods = allow.join(', ');
  const detail = `Failed to ${method} "${path}": it only takes ${methods}.`;
  return problemReply(405, [{ code: 'wrong-method', detail, fix: `Use ${methods}.` }], { Allow: methods });
}
