import type { Clock } from '../clock.ts';
import { type Classification, classifyRetry, signalOf } from '../retry/index.ts';
import type { HeaderList } from '../trace/exchange.ts';
import type { Admission } from './admission.ts';
import type { Attempt, Attempter, AttemptPlan } from './attempt.ts';
import { type CallResult, type ClientRequest, succeeded } from './client.ts';
import { replaceHeaders } from './headers.ts';
import { nextStep, type Step } from './next-step.ts';
import { idempotencyKeyFor } from './policies/idempotency-key.ts';
import type { Settings } from './settings.ts';

/** Makes one logical call: attempts and waits until it succeeds or something says stop. */
export type Caller = (request: ClientRequest) => Promise<CallResult>;

interface Parts {
  readonly settings: Settings;
  readonly attempter: Attempter;
  readonly admission: Admission;
}

/** What a call remembers between its attempts. */
interface Course {
  readonly request: ClientRequest;
  readonly deadline: number;
  readonly attempts: Attempt[];
  headers: HeaderList;
  renewed: boolean;
  freshConnection: boolean;
}

export function createCaller(parts: Parts): Caller {
  return async (request) => {
    const course = begin(request, parts.settings);
    let result: CallResult | null = null;
    while (result === null) result = await advance(course, parts);
    return result;
  };
}

/** One attempt and, if another one is to follow, the wait before it (null); else the result of the call. */
async function advance(course: Course, parts: Parts): Promise<CallResult | null> {
  const attempt = await tryOnce(course, parts);
  const classification = classify(attempt, course, parts);
  const end = (gaveUp: string | null) => conclude(course, attempt, classification, gaveUp);
  if (!attempt.sent) return end(messageOf(attempt));
  course.attempts.push(attempt);
  parts.admission.learn(attempt.exchange, classification);
  if (succeeded({ last: attempt.exchange, classification })) return end(null);
  const step = await decide(course, classification, parts);
  if (step.kind === 'stop') return end(step.because);
  course.freshConnection = classification.newConnection;
  const aborted = await pause(step.waitMs, course.request.signal, parts.settings.clock);
  return aborted ? end('The caller gave the call up.') : null;
}

function begin(request: ClientRequest, { clock, random, deadlineMs, headers, idempotencyKeys }: Settings): Course {
  const given = replaceHeaders(headers, request.headers ?? []);
  const key = idempotencyKeys ? idempotencyKeyFor(request.method, given, random) : [];
  return {
    request,
    deadline: clock.now() + deadlineMs,
    attempts: [],
    headers: [...given, ...key],
    renewed: false,
    freshConnection: false,
  };
}

async function tryOnce(course: Course, { settings, attempter, admission }: Parts): Promise<Attempt> {
  const { request } = course;
  const plan = (timeoutMs: number): AttemptPlan => ({
    request,
    headers: course.headers,
    number: course.attempts.length + 1,
    timeoutMs,
    freshConnection: course.freshConnection,
  });
  const send = async (): Promise<Attempt> => {
    const left = course.deadline - settings.clock.now();
    if (left <= 0) return attempter.notSent(plan(0), 'DEADLINE', 'The deadline passed before it was sent.');
    return attempter.attempt(plan(Math.min(request.timeoutMs ?? settings.timeoutMs, left)));
  };
  try {
    const attempt = await admission.through(send, request.signal);
    return attempt ?? attempter.notSent(plan(0), 'CIRCUIT_OPEN', 'The circuit breaker is open.');
  } catch (error) {
    // Whoever waits for a turn is woken with the signal's reason.
    if (!request.signal?.aborted) throw error;
    return attempter.notSent(plan(0), 'ABORTED', 'The caller gave the call up before it was sent.');
  }
}

function classify(attempt: Attempt, course: Course, { settings, admission }: Parts): Classification {
  const { declaredIdempotent = false, eventuallyConsistent = false } = course.request;
  const signal = signalOf(attempt.exchange);
  if (signal === null) throw new Error('a finished attempt has an outcome');
  const found = classifyRetry(
    { ...signal, declaredIdempotent, eventuallyConsistent: eventuallyConsistent && course.attempts.length === 0 },
    settings.policy,
  );
  if (signal.errorCode !== 'CIRCUIT_OPEN' || admission.breaker === null) return found;
  return { ...found, waitMs: admission.breaker.waitMs(settings.clock.now()), waitSource: 'circuit breaker' };
}

async function decide(course: Course, classification: Classification, parts: Parts): Promise<Step> {
  if (await renew(course, classification, parts.settings)) return { kind: 'again', waitMs: 0 };
  const now = parts.settings.clock.now();
  const { breaker } = parts.admission;
  const step = nextStep(
    {
      classification,
      attempts: course.attempts.length,
      budgetAllows: parts.admission.budgetAllows(),
      leftMs: course.deadline - now,
    },
    parts.settings,
  );
  const shutMs = breaker?.waitMs(now) ?? 0;
  if (step.kind === 'stop' || shutMs <= step.waitMs) return step;
  return { kind: 'stop', because: `The circuit breaker is open for another ${shutMs} ms.` };
}

/** Takes new credentials, once in a call; says whether there were any. */
async function renew(course: Course, classification: Classification, { renewCredential }: Settings): Promise<boolean> {
  if (course.renewed || renewCredential === undefined || classification.changeNeeded !== 'credentials') return false;
  course.renewed = true;
  const headers = await renewCredential(classification);
  if (headers === null) return false;
  course.headers = replaceHeaders(course.headers, headers);
  return true;
}

async function pause(ms: number, signal: AbortSignal | undefined, clock: Clock): Promise<boolean> {
  if (ms === 0) return signal?.aborted ?? false;
  try {
    await clock.sleep(ms, signal);
    return false;
  } catch (error) {
    if (signal?.aborted) return true;
    throw error;
  }
}

function conclude(course: Course, attempt: Attempt, classification: Classification, gaveUp: string | null): CallResult {
  const attempts = course.attempts.map(({ exchange }) => exchange);
  const waitsMs = attempts.slice(1).map(({ startedAt }, index) => startedAt - (attempts[index]?.endedAt ?? startedAt));
  return { attempts, last: attempt.exchange, classification, waitsMs, gaveUp, body: attempt.body, cached: false };
}

function messageOf({ exchange: { outcome } }: Attempt): string {
  return outcome?.kind === 'no-response' ? outcome.message : '';
}
