import type { Exchange } from '../../trace/exchange.ts';
import { headerOf, statusOf } from '../../trace/exchange.ts';
import type { Observation, ObservedCall } from '../observation.ts';

/** A resend on the transport's own initiative comes sooner than this. */
const transparentMs = 20;

/**
 * The attempts of a call that its policy decided on. What the transport sent again by itself, because a kept-alive
 * connection turned out to be dead, is part of the attempt before (notes on gRPC A6, "transparent retries").
 */
export function attemptsOf({ attempts }: Pick<ObservedCall, 'attempts'>): readonly Exchange[] {
  return attempts.filter((attempt, index) => {
    const before = attempts[index - 1];
    return before === undefined || !isTransparent(before, attempt);
  });
}

function isTransparent(before: Exchange, attempt: Exchange): boolean {
  const lost = before.outcome?.kind === 'no-response' && before.connection?.reused === true;
  return lost && isSameRequest(before, attempt) && gapBetween(before, attempt) < transparentMs;
}

/** Attempts of the only call of a probe. */
export function attemptsIn({ calls }: Observation): readonly Exchange[] {
  const [call] = calls;
  return call === undefined ? [] : attemptsOf(call);
}

/** Whether the same method, target and body was sent. */
export function isSameRequest(one: Exchange, other: Exchange): boolean {
  return (
    one.request.method === other.request.method &&
    one.request.url === other.request.url &&
    hashOf(one) === hashOf(other)
  );
}

/** SHA-256 of the body; empty: there was none. */
export function hashOf({ request }: Exchange): string {
  return request.body?.sha256 ?? '';
}

const credentialName = /authorization|cookie|token|secret|credential|api-?key|signature/i;

/** Everything in a request that may prove who sent it. */
export function credentialsOf({ request }: Exchange): string {
  const fields = request.headers.filter(([name]) => credentialName.test(name) && !/idempotency/i.test(name));
  return JSON.stringify([fields.map(([name, value]) => [name.toLowerCase(), value]).toSorted(), request.url]);
}

/** Names under which APIs take a key that lets them recognise a repeat. */
const keyNames = ['idempotency-key', 'x-idempotency-key', 'paypal-request-id'];

/** The idempotency key of a request; null: it has none. */
export function keyOf({ request }: Exchange): string | null {
  const key = keyNames.map((name) => headerOf(request.headers, name)?.trim()).find((value) => value);
  return key === undefined || key === '""' ? null : key;
}

/** When the client was free to try again: the answer was out, or the connection was gone. */
export function releasedAt({ endedAt, respondedAt, startedAt }: Exchange): number {
  return endedAt ?? respondedAt ?? startedAt;
}

/** Milliseconds from the end of one attempt to the start of the next. */
export function gapBetween(before: Exchange, next: Exchange): number {
  return next.startedAt - releasedAt(before);
}

/** The gaps between attempts, in order. */
export function gapsOf(attempts: readonly Exchange[]): readonly number[] {
  return attempts.slice(1).map((next, index) => gapBetween(attempts[index] ?? next, next));
}

/** Whether an attempt got what it asked for. */
export function isSuccess(exchange: Exchange | undefined): boolean {
  if (exchange?.outcome?.kind !== 'response') return false;
  return (statusOf(exchange) ?? 500) < 400;
}

/** Attempts with a status, as a person reads them: `503, 503, 200`; one without an answer is `–`. */
export function statusesOf(attempts: readonly Exchange[]): string {
  return attempts.map((attempt) => statusOf(attempt) ?? '–').join(', ');
}
