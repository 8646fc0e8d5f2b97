import type { Probe } from '../check.ts';

const shortMs = 20_000;

/** One failure, then success: a client that repeats it succeeds, one that doesn't fails. */
function onceThenSuccess(status: number, { suffix = '', method = 'GET' as Probe['method'], why = '' } = {}): Probe {
  return {
    name: `${method === 'POST' ? 'post-' : ''}${status}-then-${method === 'POST' ? 201 : 200}`,
    summary: `${method} fails once with ${status}${why}; a further attempt would succeed`,
    method,
    instructions: [`return-${status}${suffix}`],
    always: null,
    watchMs: shortMs,
  };
}

export const badRequest = onceThenSuccess(400);
export const unauthorized = onceThenSuccess(401, { suffix: '-with-WWW-Authenticate=ApiKey realm="judge"' });
export const forbidden = onceThenSuccess(403);
export const clientErrors: readonly Probe[] = [404, 405, 410, 415, 422].map((status) => onceThenSuccess(status));
export const unsupported: readonly Probe[] = [501, 505].map((status) => onceThenSuccess(status));
export const conflicts: readonly Probe[] = [409, 412].map((status) => onceThenSuccess(status));
export const rateLimited = onceThenSuccess(429, { why: ' and no word of how long to wait' });
export const requestTimeout = onceThenSuccess(408);
export const requestTimeoutOfWrite = onceThenSuccess(408, { method: 'POST' });

export const unavailableTwice: Probe = {
  name: '503-503-then-200',
  summary: 'GET fails twice with 503; the third attempt succeeds',
  method: 'GET',
  instructions: ['return-503', 'return-503'],
  always: null,
  watchMs: shortMs,
};

export const unavailableThenBadRequest: Probe = {
  name: '503-400-then-200',
  summary: 'GET fails with 503, then with 400; a third attempt would succeed',
  method: 'GET',
  instructions: ['return-503', 'return-400'],
  always: null,
  watchMs: shortMs,
};

export const alwaysUnavailable: Probe = {
  name: 'always-503',
  summary: 'GET fails with 503 for as long as the client tries',
  method: 'GET',
  instructions: [],
  always: 'return-503',
  watchMs: 24_000,
  thoroughMs: 300_000,
};

export const alwaysRateLimited: Probe = {
  name: 'always-429',
  summary: 'GET fails with 429 for as long as the client tries',
  method: 'GET',
  instructions: [],
  always: 'return-429',
  watchMs: 24_000,
  thoroughMs: 120_000,
};

/** Spaced, so that twenty processes that start don't slow each other down; each call then backs off alone. */
export const unavailableFourTimes: Probe = {
  name: 'many-503-503-503-503-then-200',
  summary: '20 calls of GET fail four times with 503 each; the fifth attempt succeeds',
  method: 'GET',
  instructions: ['return-503', 'return-503', 'return-503', 'return-503'],
  always: null,
  calls: 20,
  parallel: true,
  everyMs: 150,
  watchMs: 24_000,
  thoroughMs: 90_000,
};
