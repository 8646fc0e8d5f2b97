import { type Client, createClient } from '../client/index.ts';
import type { Clock } from '../clock.ts';
import type { Operation } from '../contract/contract.ts';
import type { Classification, Policy } from '../retry/index.ts';
import type { Exchange, HeaderList } from '../trace/exchange.ts';
import type { PlannedRequest } from './draft.ts';

/** One logical call of the scenario, and how it ended. */
export interface Call {
  readonly operation: Operation | null;
  readonly exchanges: readonly Exchange[];
  readonly waitsMs: readonly number[];
  readonly classification: Classification;
  /** Why no further attempt was made; null when the call succeeded. */
  readonly gaveUp: string | null;
}

/** What a scenario may say about its client; what it doesn't say is the client's default. */
export interface ClientSettings {
  timeoutMs: number | null;
  maxAttempts: number | null;
}

export interface Caller {
  readonly settings: ClientSettings;
  call(by: string, plan: PlannedRequest, policy: Policy): Promise<Call>;
  close(): Promise<void>;
}

interface CallerOptions {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly headers: HeaderList;
}

/** Makes the scenario's calls, each by a reference client that is opened when it is first needed. */
export function createCaller({ baseUrl, clock, headers }: CallerOptions): Caller {
  const settings: ClientSettings = { timeoutMs: null, maxAttempts: null };
  const clients = new Map<string, Client>();

  function clientOf(by: string, policy: Policy): Client {
    const key = JSON.stringify([by, policy, settings]);
    const client = clients.get(key) ?? open(clients.size + 1, policy);
    clients.set(key, client);
    return client;
  }

  /** Waits are exact, so that scenarios can pin them; on a virtual clock the ids are, too, and no run differs from another. */
  function open(number: number, policy: Policy): Client {
    const id = clock.kind === 'virtual' ? { requestIdPrefix: `client-${number}` } : {};
    return createClient({ baseUrl, clock, headers, policy, backoff: { jitter: 'none' }, ...id, ...given(settings) });
  }

  return {
    settings,
    async call(by, { operation, request }, policy) {
      const { attempts, waitsMs, classification, gaveUp } = await clientOf(by, policy).call(request);
      return { operation, exchanges: attempts, waitsMs, classification, gaveUp };
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
      clients.clear();
    },
  };
}

function given({ timeoutMs, maxAttempts }: ClientSettings) {
  return { ...(timeoutMs === null ? {} : { timeoutMs }), ...(maxAttempts === null ? {} : { maxAttempts }) };
}
