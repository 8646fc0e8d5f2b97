import { createAdmission } from './admission.ts';
import { createAttempter } from './attempt.ts';
import { createCaller } from './call.ts';
import type { Client, ClientOptions } from './client.ts';
import { createCache } from './policies/cache.ts';
import { readSettings } from './settings.ts';
import { createTransport } from './transport.ts';

/**
 * A client of one API on undici's connection pool, with the policies that `options` switches on.
 *
 * It decides by `classifyRetry`: it repeats only what the policy allows for this method and these keys (RFC 9110
 * §9.2.2), never earlier than `Retry-After` says (§10.2.3). Throws a `Problem` for options that make no sense; what
 * the API does never throws. On a virtual clock waits and timeouts cost nothing. Close it when done.
 *
 * @example
 * const client = createClient({ baseUrl, maxAttempts: 5, idempotencyKeys: true });
 * const { last, waitsMs, gaveUp } = await client.call({ method: 'GET', path: '/alerts' });
 */
export function createClient(options: ClientOptions): Client {
  const settings = readSettings(options);
  const transport = createTransport(settings.url, settings.clock, settings.maxBodyBytes);
  const admission = createAdmission(settings);
  const attempter = createAttempter(settings, transport);
  const send = createCaller({ settings, attempter, admission });
  const call = settings.cache === undefined ? send : createCache(settings.cache, settings.clock.now, send);
  return {
    call,
    get circuit() {
      return admission.breaker?.state.kind ?? null;
    },
    close: () => transport.close(),
  };
}
