import type { ClientReport } from '../../checks/observation.ts';
import type { Clock } from '../../clock.ts';
import { isRecord } from '../../contract/index.ts';
import { aborted, type CallEnd, type ClientCall, type Driver, unheard } from './driver.ts';

/** What a function is told about the call that it is to make. */
export interface FunctionCall extends ClientCall {
  /** Aborted when the judge has seen enough. */
  readonly signal: AbortSignal;
  /** The judge's clock: hand it to a client that takes one, so that its waits cost nothing on virtual time. */
  readonly clock: Clock;
}

/**
 * Makes one logical call. What it returns says what became of it: a `Response`, anything with `ok`, `status` or `error`,
 * or nothing for a success; what it throws is a failure.
 */
export type ClientFunction = (baseUrl: string, call: FunctionCall) => unknown;

/** A client that lives as long as one probe: for what a breaker, a budget or a pool remembers from call to call. */
export interface ClientFactory {
  open(probe: string): ClientInstance;
}

/** The client of one probe. */
export interface ClientInstance {
  readonly call: ClientFunction;
  close?(): unknown;
}

/** A client that is a function of this process. */
export function createFunctionDriver(client: ClientFunction | ClientFactory, clock: Clock): Driver {
  const factory: ClientFactory = typeof client === 'function' ? { open: () => ({ call: client }) } : client;
  return {
    kind: 'function',
    clientName: typeof client === 'function' && client.name !== '' ? client.name : 'a function',
    open(probe) {
      const { call: run, close } = factory.open(probe);
      return {
        make: (call, signal) => makeCall(run, { ...call, signal, clock }),
        close: async () => void (await close?.()),
      };
    },
    close: async () => {},
  };
}

async function makeCall(run: ClientFunction, call: FunctionCall): Promise<CallEnd> {
  const { signal, baseUrl } = call;
  // Called behind a turn, so that one that throws at once is heard like one that rejects.
  const made = Promise.resolve().then(() => run(baseUrl, call));
  const heard = made.then(reportOf, failureOf).then((report) => ({ report, trouble: null, output: '' }));
  return (await Promise.race([heard, aborted(signal)])) ?? unheard;
}

function reportOf(value: unknown): ClientReport {
  if (typeof value === 'number') return { ok: value < 400, status: value, error: null };
  if (!isRecord(value) && !(value instanceof Object)) return { ok: value !== false, status: null, error: null };
  const { ok, status, error } = value as { ok?: unknown; status?: unknown; error?: unknown };
  const known = typeof status === 'number' ? status : null;
  const failure = error === undefined || error === null ? null : messageOf(error);
  const went = typeof ok === 'boolean' ? ok : failure === null && (known === null || known < 400);
  return { ok: went, status: known, error: failure };
}

function failureOf(error: unknown): ClientReport {
  return { ok: false, status: statusOf(error), error: messageOf(error) };
}

/** Where the usual clients put it: got and ky on `response`, axios too, undici's errors on themselves. */
function statusOf(error: unknown): number | null {
  const { status, statusCode, response } = (error ?? {}) as Record<string, unknown>;
  const inner = (response ?? {}) as Record<string, unknown>;
  const found = [status, statusCode, inner['status'], inner['statusCode']].find((value) => typeof value === 'number');
  return (found as number | undefined) ?? null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
