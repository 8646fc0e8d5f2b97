/** What all calls of a client share. */
export interface Session {
  /** Nothing is sent before this moment. */
  heldUntil: number;
  /** Answers of the 4xx class in a row. */
  readonly clientErrors: number;
  learn(succeeded: boolean, status: number | null): void;
  /** Each failure takes a token; below half of them nothing is retried. */
  budgetAllows(): boolean;
}

const most = 200;

export function createSession(): Session {
  let tokens = most;
  let clientErrors = 0;
  return {
    heldUntil: 0,
    get clientErrors() {
      return clientErrors;
    },
    learn(succeeded, status) {
      tokens = Math.max(0, Math.min(most, tokens + (succeeded ? 0.1 : -1)));
      clientErrors = status !== null && status >= 400 && status < 500 ? clientErrors + 1 : 0;
    },
    budgetAllows: () => tokens > most / 2,
  };
}
