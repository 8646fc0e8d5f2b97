export interface RetryBudgetOptions {
  /** Tokens to begin with, and at most; default 10. */
  readonly maxTokens?: number;
  /** Tokens that a success gives back; default 0.1. */
  readonly tokenRatio?: number;
}

/** A bucket of tokens that failures empty; below half, nothing is retried. */
export interface RetryBudget {
  readonly tokens: number;
  /** Whether a retry is affordable now. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
}

/**
 * A retry budget over all calls of a client: when most of them fail, retries stop adding to the load.
 *
 * Each failed attempt costs one token, each success gives back `tokenRatio`; retries stop at half of `maxTokens`.
 * Source: gRPC A6, "Throttling Retry Attempts".
 */
export function createRetryBudget({ maxTokens = 10, tokenRatio = 0.1 }: RetryBudgetOptions = {}): RetryBudget {
  // Whole thousandths, as A6 counts: ten times 0.1 is then exactly one token.
  let thousandths = maxTokens * 1000;
  return {
    get tokens() {
      return thousandths / 1000;
    },
    allows: () => thousandths > maxTokens * 500,
    succeeded() {
      thousandths = Math.min(maxTokens * 1000, thousandths + Math.round(tokenRatio * 1000));
    },
    failed() {
      thousandths = Math.max(0, thousandths - 1000);
    },
  };
}
