import type { Contract } from '../contract/contract.ts';
import type { Mock } from '../mock/mock.ts';
import { Problem } from '../problem.ts';
import type { Policy } from '../retry/classification.ts';
import type { HeaderList } from '../trace/exchange.ts';
import type { Limiter } from './live-limits.ts';

/** What the scenarios talk to: our own mock in this process, or an API that runs elsewhere. */
export type Target =
  | { readonly kind: 'embedded'; readonly mock: Mock }
  /** Without a trailing slash. */
  | { readonly kind: 'live'; readonly url: string };

/** What every scenario of a run shares. Steps reach it through `currentSession`, since cucumber loads them by itself. */
export interface Session {
  readonly contract: Contract;
  readonly target: Target;
  readonly policy: Policy;
  /** Headers that go with each request to a live target. */
  readonly headers: HeaderList;
  /** The credential to use where a scenario says "a valid …"; null: the first valid one of the failure layer. */
  readonly credential: string | null;
  /** By security scheme; they come before `credential` where an operation asks for that scheme. */
  readonly credentials: ReadonlyMap<string, string>;
  /** What may be done to a live target; null for the embedded mock, which nothing harms. */
  readonly limits: Limiter | null;
  readonly cwd: string;
}

let current: Session | null = null;

/** Makes a session the current one. A process runs one at a time, since cucumber keeps its own state globally. */
export function openSession(session: Session): void {
  if (current !== null) {
    throw new Problem(
      'run-under-way',
      'Failed to start a run: another run is under way in this process.',
      'Await the first run, or start the second in a process of its own.',
    );
  }
  current = session;
}

/** The session of the run under way. */
export function currentSession(): Session {
  if (current === null) {
    throw new Problem(
      'no-session',
      'Failed to run a step: no run of Faultline is under way.',
      'Run the features with "faultline run", not with cucumber-js.',
    );
  }
  return current;
}

/** Ends the session, if there is one. */
export function closeSession(): void {
  current = null;
}
