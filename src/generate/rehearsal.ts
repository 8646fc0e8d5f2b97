import { createRandom, createVirtualClock } from '../clock.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import { sampleContent } from '../contract/index.ts';
import type { Effect } from '../faults/index.ts';
import { completeRules } from '../mock/cases/rule-input.ts';
import { listenerRules } from '../mock/cases/schedule.ts';
import { decide } from '../mock/decide.ts';
import type { Answer, ApiRequest } from '../mock/decision.ts';
import { finish, openState } from '../mock/open-state.ts';
import { createPrism } from '../mock/prism.ts';
import { createCompose, withHeaders } from '../mock/server/compose.ts';
import { joinHeaders } from '../mock/server/headers.ts';
import { parseQuery, parseTarget } from '../mock/server/target.ts';
import type { CaseState } from '../mock/state.ts';
import { onceFor } from '../once-for.ts';
import { createDraft, type Draft, type PlannedRequest, planRequest } from '../scenarios/draft.ts';
import type { Cause } from '../trace/exchange.ts';
import { withRequestId } from '../trace/request-id.ts';
import { operationPhrase } from './names.ts';
import type { Preparation, Proposal } from './proposal.ts';

/** What a request got from the mock's own decision, without a socket between them. */
export interface Rehearsed {
  readonly request: PlannedRequest['request'];
  /** An answer that repeats it says something else each time. */
  readonly requestId: string;
  /** The operation that the client means; null where its request leads to none. */
  readonly operation: Operation | null;
  /** Id of the one that its request led to. */
  readonly reached: string | null;
  readonly cause: Cause;
  readonly answer: Answer;
  /** What is done to the answer on its way; null: nothing. */
  readonly effect: Effect | null;
}

/** Tries a scenario on a fresh case before it is written. */
export type Rehearse = (
  operation: Operation,
  scenario: Pick<Proposal, 'target' | 'preparations' | 'times'>,
) => Promise<Rehearsed>;

/** A rehearsal of one contract. Each call starts from nothing, as each scenario does. */
export async function createRehearsal(contract: Contract): Promise<Rehearse> {
  const compose = createCompose(contract, await createPrism(contract), () => {});
  const now = createVirtualClock().now();
  const fresh: CaseState = { ...openState(contract, now), rules: listenerRules(contract.layer.rules).rules };

  return async (meant, { target = operationPhrase(meant), preparations, times = 1 }) => {
    const { operation, request } = planRequest(contract, draftFor(contract, meant, preparations), target);
    let state = stateWith(contract, fresh, preparations);
    const random = createRandom(contract.layer.seed ?? undefined);
    const asked = apiRequest(contract, request);
    const decideOnce = () => {
      const made = decide(state, asked, now, random, contract);
      state = finish(made.state, asked.id);
      return made.action;
    };
    let action = decideOnce();
    for (let count = 1; count < times; count += 1) action = decideOnce();
    const { plan, cause, headers, effect, operationId: reached } = action;
    const answer = await compose(plan, asked);
    const whole = withHeaders(answer, headers);
    const isBare = request.method === 'HEAD' || whole.status === 204 || whole.status === 304;
    const shown = isBare ? { ...whole, body: null } : whole;
    return { request, requestId: asked.id, operation, reached, cause, answer: shown, effect };
  };
}

/** Looks like no id that anybody else gives out, so that it is found where an answer repeats it. */
const requestId = 'faultline-rehearsal';

/** Whether some operation asks for credentials: then every feature's background brings them. */
export const isSecured = onceFor(({ operations }: Contract) =>
  operations.some(({ security }) => security.some((needs) => needs.length > 0)),
);

/** What the backgrounds set, then what the scenario does. */
function draftFor(contract: Contract, operation: Operation, preparations: readonly Preparation[]): Draft {
  const draft = createDraft();
  if (isSecured(contract)) draft.schemes = new Map();
  if (sampleContent(operation, contract.document) !== null) draft.body = { kind: 'sample' };
  for (const { prepare } of preparations) prepare?.(draft);
  return draft;
}

function stateWith(contract: Contract, fresh: CaseState, preparations: readonly Preparation[]): CaseState {
  const inputs = preparations.flatMap(({ rule }, index) =>
    rule === undefined ? [] : [{ id: `own-${index}`, ...rule }],
  );
  const limits = preparations.flatMap(({ limit }) => limit ?? []);
  const rules = inputs.length === 0 ? fresh.rules : [...completeRules(inputs, contract, fresh.rules), ...fresh.rules];
  const rateLimits = limits.length === 0 ? fresh.rateLimits : [...fresh.rateLimits, ...limits];
  const instructions = new Map(preparations.flatMap(({ queue }) => (queue === undefined ? [] : [queue])));
  return { ...fresh, rules, rateLimits, instructions };
}

function apiRequest(contract: Contract, request: PlannedRequest['request']): ApiRequest {
  const { path, search } = parseTarget(request.path, contract.layer.control.casePathPrefix);
  const { id, headers } = withRequestId(request.headers ?? [], contract.layer.requestIdHeader, requestId);
  const rawHeaders = headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')] as const);
  const { body } = request;
  return {
    id,
    method: request.method,
    path,
    query: parseQuery(search),
    headers: joinHeaders(rawHeaders),
    rawHeaders,
    body: body === undefined ? { kind: 'none' } : { kind: 'text', text: body, bytes: Buffer.byteLength(body) },
    address: '127.0.0.1',
    reusedConnection: false,
  };
}
