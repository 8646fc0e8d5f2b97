import { createRealClock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { fieldsOf, readRetryAfter } from '../retry/index.ts';
import type { Exchange } from '../trace/exchange.ts';

/** What a run may do to a live target. */
export interface LiveLimits {
  /** Requests whose method isn't safe (RFC 9110 §9.2.1): they change what the API holds. */
  readonly allowWrites: boolean;
  /** Scenarios that send as many requests as a quota takes, and requests before a `Retry-After` has passed. */
  readonly allowQuota: boolean;
  /** Requests per second, of all scenarios together. */
  readonly ratePerSecond: number;
}

/** Harms nobody. */
export const carefulLimits: LiveLimits = { allowWrites: false, allowQuota: false, ratePerSecond: 5 };

/** Stands between the scenarios and a live target. */
export interface Limiter {
  /** Why a request must not be sent; null when it may. `before` counts those that the scenario sent, `more` those that it is about to. */
  refusal(method: string, before: number, more: number): string | null;
  /** Resolves when it is this request's turn. */
  turn(): Promise<void>;
  /** Takes note of what came back. */
  note(exchanges: readonly Exchange[]): void;
  /** Why the target was given up; null: it is there. */
  readonly lost: string | null;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
/** So many requests of one scenario are taken not to hurt an API that declares no quota. */
const mostRequests = 5;
/** A shorter wait is waited; during a longer one nothing is sent. */
const longestWaitMs = 2000;
/** What says that nobody is there any more. */
const gone = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

/** Thrown where a request must not be sent; the scenario ends as untested, with this reason. */
export class Withheld extends Error {
  override readonly name = 'Withheld';
}

/** A limiter for one run. */
export function createLimiter({ allowWrites, allowQuota, ratePerSecond }: LiveLimits, { layer }: Contract): Limiter {
  const clock = createRealClock();
  const quotas = layer.rateLimits?.filter(({ enabled }) => enabled).map(({ rateLimit }) => rateLimit) ?? [];
  const most = Math.min(mostRequests, ...quotas);
  const gapMs = 1000 / ratePerSecond;
  let nextAt = 0;
  let holdUntil = 0;
  let lost: string | null = null;

  function overQuota(before: number, more: number): string | null {
    if (allowQuota) return null;
    if (before + more > most) {
      return `Against a live API a scenario sends at most ${most} requests, so that no quota is used up; --allow-quota runs it.`;
    }
    if (holdUntil - clock.now() <= longestWaitMs) return null;
    return 'The target answered 429 and asked to wait: nothing is sent to it meanwhile; --allow-quota does.';
  }

  return {
    refusal(method, before, more) {
      if (lost !== null) return lost;
      if (!allowWrites && !safeMethods.has(method)) {
        return `Against a live API ${method} is not sent, since it may change what the API holds; --allow-writes runs it.`;
      }
      return overQuota(before, more);
    },
    async turn() {
      const now = clock.now();
      const at = Math.max(now, nextAt, allowQuota ? 0 : holdUntil);
      nextAt = at + gapMs;
      if (at > now) await clock.sleep(at - now);
    },
    note(exchanges) {
      // The first attempt has had its turn; those that the client made by itself take theirs from the next.
      nextAt += Math.max(0, exchanges.length - 1) * gapMs;
      const last = exchanges.at(-1);
      if (last?.outcome?.kind === 'no-response' && last.outcome.phase === 'connect' && gone.has(last.outcome.code)) {
        lost ??= `The target can't be reached any more (${last.outcome.code}): the rest was not attempted.`;
      }
      holdUntil = Math.max(holdUntil, ...exchanges.map(toldToWaitUntil));
    },
    get lost() {
      return lost;
    },
  };
}

/** The moment until which a 429 asks to be left alone; 0: it doesn't. */
function toldToWaitUntil({ outcome, respondedAt }: Exchange): number {
  if (outcome?.kind !== 'response' || outcome.response.status !== 429 || respondedAt === null) return 0;
  const told = readRetryAfter({ headers: fieldsOf(outcome.response.headers), now: respondedAt });
  return told === null ? 0 : respondedAt + told.ms;
}
