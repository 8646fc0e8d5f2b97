import {
  type Client,
  type ClientFactory,
  createClient,
  createRandom,
  type FunctionCall,
  headerOf,
  statusOf,
} from 'faultline';
import type { Habits, Report, Turn } from './habits.ts';
import { createSession, type Session } from './session.ts';

/** What one call needs while it is made. */
interface Course {
  readonly habits: Habits;
  readonly session: Session;
  readonly client: Client;
  readonly call: FunctionCall;
  readonly random: () => number;
  /** The key that was drawn for the call. */
  readonly ownKey: string;
}

/** A client with these habits. It lives as long as one probe, and every call of that goes through it. */
export function clientWith(habits: Habits): ClientFactory {
  return {
    open() {
      const session = createSession();
      let client: Client | null = null;
      return {
        call(_, call) {
          client ??= createClient({ ...habits.client, baseUrl: new URL(call.url).origin, clock: call.clock });
          const random = createRandom(seedOf(call.id));
          const ownKey = `"${call.id}-${Math.floor(random() * 1e9)}"`;
          return makeCall({ habits, session, client, call, random, ownKey });
        },
        close: () => client?.close(),
      };
    },
  };
}

/** The same call draws the same numbers in every run. */
function seedOf(text: string): number {
  return [...text].reduce((seed, letter) => (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0, 7);
}

async function makeCall(course: Course): Promise<Report> {
  const { habits, session, call } = course;
  const deadline = call.clock.now() + habits.deadlineMs;
  if (!habits.admits(session)) return { ok: false, status: null, error: 'not sent' };
  await hold(course);
  let turn = await tryOnce(course, 1, null);
  while (goesOn(habits, turn)) {
    const waitMs = habits.waitMs(turn);
    if (call.clock.now() + waitMs >= deadline) break;
    await call.clock.sleep(waitMs, call.signal);
    turn = await tryOnce(course, turn.attempt + 1, turn);
  }
  const lastWaitMs = habits.lastWaitMs(turn);
  if (lastWaitMs > 0) await call.clock.sleep(lastWaitMs, call.signal);
  return habits.report(turn);
}

function goesOn(habits: Habits, turn: Turn): boolean {
  const wasSent = turn.result.attempts.length > 0;
  return wasSent && turn.attempt < habits.maxAttempts && habits.tryAgain(turn);
}

/** New calls wait for what an earlier one was told; a retry goes by its own wait. */
async function hold({ session, call }: Course): Promise<void> {
  const waitMs = session.heldUntil - call.clock.now();
  if (waitMs > 0) await call.clock.sleep(waitMs, call.signal);
}

async function tryOnce(course: Course, attempt: number, before: Turn | null): Promise<Turn> {
  const { habits, session, client, call, random, ownKey } = course;
  const { method, url, headers, body, signal } = call;
  const { pathname, search } = new URL(url);
  const key = method === 'POST' ? habits.key(attempt, ownKey, before) : null;
  const result = await client.call({
    method,
    path: `${pathname}${search}`,
    headers: [...Object.entries(headers), ...(key === null ? [] : [['Idempotency-Key', key] as const])],
    body: body === null ? undefined : habits.body(body, attempt),
    signal,
  });
  const status = statusOf(result.last);
  const outcome = result.last.outcome;
  const fields = outcome?.kind === 'response' ? outcome.response.headers : [];
  const header = (name: string) => headerOf(fields, name);
  const turn: Turn = { attempt, method, result, status, told: result.classification.waitMs, header, session, random };
  remember(habits, turn, call.clock.now());
  return turn;
}

/** What the session learns from an attempt. */
function remember({ holdsBack }: Habits, { session, status, told, result, header }: Turn, now: number): void {
  session.learn(result.classification.category === null, status);
  const resetSeconds = /;r=0;t=(\d+)/.exec(header('RateLimit') ?? '')?.[1];
  // Without a status nothing was sent: the wait is the circuit breaker’s.
  const refused = holdsBack.refused && status !== null ? (told ?? 0) : 0;
  const usedUp = holdsBack.usedUp && status === 200 ? Number(resetSeconds ?? 0) * 1000 : 0;
  session.heldUntil = Math.max(session.heldUntil, now + Math.max(refused, usedUp));
}
