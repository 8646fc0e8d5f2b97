import { type CallResult, type Client, type ClientOptions, createClient } from '../client/index.ts';
import type { Clock } from '../clock.ts';
import type { Operation } from '../contract/contract.ts';
import type { Classification, Policy } from '../retry/index.ts';
import type { Exchange, HeaderList } from '../trace/exchange.ts';
import type { PlannedRequest } from './draft.ts';
import { type Limiter, Withheld } from './live-limits.ts';

/** One logical call of the scenario, and how it ended. */
export interface Call {
  readonly operation: Operation | null;
  readonly exchanges: readonly Exchange[];
  readonly waitsMs: readonly number[];
  readonly classification: Classification;
  /** Why no further attempt was made; null when the call succeeded. */
  readonly gaveUp: string | null;
  /** Milliseconds that the client let pass before its first attempt, because of other calls. */
  readonly queuedMs: number;
  /** Nothing was sent, because the answer was still known. */
  readonly cached: boolean;
}

/** How a client gets on with the API's limits and failures: the client's own options, in plain data. */
export type ClientPolicies = Pick<
  ClientOptions,
  | 'backoff'
  | 'honourRetryAfter'
  | 'idempotencyKeys'
  | 'circuitBreaker'
  | 'spacingMs'
  | 'maxConcurrent'
  | 'holdBack'
  | 'cache'
>;

/** What a scenario may say about its client; what it doesn't say is the client's default. */
export interface ClientSettings {
  timeoutMs: number | null;
  maxAttempts: number | null;
  policies: ClientPolicies;
  /** Headers with another credential, for when the first one is refused. */
  renewal: HeaderList | null;
}

/** A call, and beside it what the client itself returned. */
export interface Answered {
  readonly call: Call;
  readonly result: CallResult;
}

export interface Caller {
  readonly settings: ClientSettings;
  /** Lets one request go that is sent by other means. Throws when it must not be sent. */
  admit(method: string, more: number): Promise<void>;
  /** Why so many more requests must not be sent; null when they may. */
  mayStill(method: string, more: number): string | null;
  send(by: string, plan: PlannedRequest, policy: Policy): Promise<Answered>;
  call(by: string, plan: PlannedRequest, policy: Policy): Promise<Call>;
  /** State of the client's circuit breaker; null without one. */
  circuit(by: string, policy: Policy): Client['circuit'];
  close(): Promise<void>;
}

interface CallerOptions {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly headers: HeaderList;
  /** Of a live target; null for the embedded mock. */
  readonly limits: Limiter | null;
  /** Told why a request was not sent, before that is thrown. */
  onWithheld(reason: string): void;
}

/** Makes the scenario's calls, each by a reference client that is opened when it is first needed. */
export function createCaller({ baseUrl, clock, headers, limits, onWithheld }: CallerOptions): Caller {
  const settings: ClientSettings = { timeoutMs: null, maxAttempts: null, policies: {}, renewal: null };
  const clients = new Map<string, Client>();
  let sent = 0;

  /** Waits for the request's turn. Throws when it must not be sent. */
  async function admit(method: string, more: number): Promise<void> {
    const refusal = limits?.refusal(method, sent, more) ?? null;
    if (refusal !== null) {
      onWithheld(refusal);
      throw new Withheld(refusal);
    }
    sent += 1;
    await limits?.turn();
  }

  function clientOf(by: string, policy: Policy): Client {
    const key = JSON.stringify([by, policy, settings]);
    const client = clients.get(key) ?? open(clients.size + 1, policy);
    clients.set(key, client);
    return client;
  }

  /** Waits are exact, so that scenarios can pin them; on a virtual clock the ids are, too, and no run differs from another. */
  function open(number: number, policy: Policy): Client {
    const id = clock.kind === 'virtual' ? { requestIdPrefix: `client-${number}` } : {};
    return createClient({ baseUrl, clock, headers, policy, ...id, ...given(settings) });
  }

  async function send(by: string, { operation, request }: PlannedRequest, policy: Policy): Promise<Answered> {
    if (limits !== null) await admit(request.method, 1);
    const askedAt = clock.now();
    const result = await clientOf(by, policy).call(request);
    const { attempts, waitsMs, classification, gaveUp, cached } = result;
    limits?.note(attempts);
    // What it met says nothing of the API.
    if (limits !== null && limits.lost !== null) onWithheld(limits.lost);
    const queuedMs = (attempts[0]?.startedAt ?? askedAt) - askedAt;
    return { call: { operation, exchanges: attempts, waitsMs, classification, gaveUp, queuedMs, cached }, result };
  }

  return {
    settings,
    admit,
    mayStill: (method, more) => limits?.refusal(method, sent, more) ?? null,
    send,
    call: async (by, plan, policy) => (await send(by, plan, policy)).call,
    circuit: (by, policy) => clientOf(by, policy).circuit,
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
      clients.clear();
    },
  };
}

function given({ timeoutMs, maxAttempts, policies, renewal }: ClientSettings): Partial<ClientOptions> {
  return {
    ...policies,
    backoff: { jitter: 'none', ...policies.backoff },
    ...(timeoutMs === null ? {} : { timeoutMs }),
    ...(maxAttempts === null ? {} : { maxAttempts }),
    ...(renewal === null ? {} : { renewCredential: () => renewal }),
  };
}
