import type { Exchange } from '../trace/exchange.ts';
import { defineCheck } from './check.ts';
import type { Observation } from './observation.ts';
import { isClosed } from './preconditions.ts';
import { hang } from './probes/connections.ts';
import { attemptsIn } from './reading/attempts.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

const defaultLimitMs = 120_000;
/** A socket that closes as late as this was closed with the window, not by the client. */
const endOfWindowMs = 500;

/** How long the client held the attempt; null: it was still holding it when the window closed. */
function heldFor(
  { window }: Observation,
  { startedAt, endedAt }: Exchange,
  next: Exchange | undefined,
  watchMs: number,
): number | null {
  if (next !== undefined) return Math.min(endedAt ?? next.startedAt, next.startedAt) - startedAt;
  if (isClosed(window)) return (endedAt ?? window.closedAt) - startedAt;
  const closing = Math.min(window.openedAt + watchMs, window.closedAt) - endOfWindowMs;
  return endedAt !== null && endedAt < closing ? endedAt - startedAt : null;
}

/** Nothing is waited for without end. */
export const timesOut = defineCheck({
  name: 'times-out',
  id: 'X2',
  rule: 'An attempt that is never answered is given up within 120 s, or within 1.2 times the timeout that the client declares.',
  force: 'practice',
  reference: 'Amazon Builders’ Library, "Timeouts, retries and backoff with jitter"',
  why: 'Without a timeout every hanging server holds a thread, a connection and a caller for ever.',
  fix: 'Set a timeout for each attempt, from the connection to the last byte: 10 to 30 s are usual.',
  probes: [hang],
  mindsWindow: true,
  look(observation, { declared, thorough }, probe) {
    const [first, next] = attemptsIn(observation);
    if (first === undefined) return untested('not-exercised', 'no request came');
    const limit = declared.timeoutMs === null ? defaultLimitMs : declared.timeoutMs * 1.2;
    const watchMs = thorough ? (probe.thoroughMs ?? probe.watchMs) : probe.watchMs;
    const held = heldFor(observation, first, next, watchMs);
    const watched = observation.window.closedAt - first.startedAt;
    if (held === null && watched <= limit) return untested('window', `it was still waiting after ${span(watched)}`);
    if (held === null) return broken('no-timeout', `it was still waiting after ${span(watched)}`, [first]);
    const seen = `it gave up after ${span(held)}`;
    return held <= limit ? kept(seen, [first]) : broken('slow', `${seen}; ${span(limit)} are allowed`, [first]);
  },
});
