import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../contract/contract.ts';
import type { Effect } from '../../faults/index.ts';
import type { Ending } from '../cases/recording.ts';
import type { RunningCase } from '../cases/running-case.ts';
import type { Action, Answer, ApiRequest } from '../decision.ts';
import type { Waiter } from '../server/wait.ts';
import type { Sender } from './send.ts';
import type { UpstreamOptions, UpstreamTarget } from './upstream.ts';
import type { RequestFlaw } from './violations.ts';

/** One exchange that may be passed on, and how the mock answers in its stead. */
export interface Passing {
  readonly contract: Contract;
  readonly running: RunningCase;
  readonly head: ApiRequest;
  /** Path and query as they came, without the prefix of a case. */
  readonly path: string;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly waiter: Waiter;
  /** Answers without the API behind. */
  answer(action: Action, request: ApiRequest): Ending | Promise<Ending>;
  respond(answer: Answer): Ending | Promise<Ending>;
  /** Does to an answer what a fault says. */
  carry(effect: Effect, answer: Answer): Ending | Promise<Ending>;
  compose(plan: RequestFlaw['plan'], request: ApiRequest): Answer;
}

/** What every exchange needs of it. */
export interface Gateway {
  readonly target: UpstreamTarget;
  readonly options: UpstreamOptions;
  readonly sender: Sender;
  readonly pseudonym: string;
  /** Told of each violation once. */
  report(operation: string, violations: readonly string[]): void;
}

/** What passing on starts from. */
export interface Onward {
  readonly action: Action;
  readonly request: ApiRequest;
  /** The body, where it was read before. */
  readonly known: Buffer | null;
  readonly flaw: RequestFlaw | null;
}

/** Writes violations into the trace, and says each once. */
export function note(gateway: Gateway, { waiter, head }: Passing, action: Action, violations: readonly string[]): void {
  if (violations.length === 0) return;
  waiter.recording.violated(violations);
  gateway.report(action.operationId ?? `${head.method} ${head.path}`, violations);
}

/** Whether something is done to the answer that takes all of it. */
export function shapes({ effect, forward }: Action): boolean {
  return forward === 'work' || (effect !== null && effect.kind !== 'delay');
}
