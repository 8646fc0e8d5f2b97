import { type Classification, classifyRetry, signalOf } from '../../retry/index.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { statusOf } from '../../trace/exchange.ts';
import { isDoubtful } from './doubt.ts';
import { readRequest } from './request.ts';

/** One exchange of a recording with what a glance tells about it. */
export interface Call {
  readonly exchange: Exchange;
  readonly host: string;
  readonly method: string;
  /** With ids and numbers folded: `/users/{}`. */
  readonly template: string;
  readonly path: string;
  readonly status: number | null;
  /** Null: it succeeded, or is still open. */
  readonly failure: Classification | null;
  /** It counts as a success and doesn't look like one. */
  readonly isDoubtful: boolean;
  readonly at: number;
}

/** Every exchange of the recording as a call, in the order in which they began. */
export function readCalls(exchanges: readonly Exchange[]): readonly Call[] {
  return exchanges.map(readCall).toSorted((one, other) => one.at - other.at);
}

function readCall(exchange: Exchange): Call {
  const { host, method, path } = readRequest(exchange.request);
  const signal = signalOf(exchange);
  const classification = signal === null ? null : classifyRetry(signal);
  const failed = classification !== null && (classification.category !== null || (statusOf(exchange) ?? 0) >= 400);
  return {
    exchange,
    host,
    method,
    path,
    template: templateOf(path),
    status: statusOf(exchange),
    failure: failed ? classification : null,
    isDoubtful: !failed && isDoubtful(exchange),
    at: exchange.startedAt,
  };
}

/** A path with its ids folded, so that calls of one operation count together. */
function templateOf(path: string): string {
  return path
    .split('/')
    .map((part) => (isId(part) ? '{}' : part))
    .join('/');
}

function isId(part: string): boolean {
  return /^\d+$|^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{12,}$|^(?=.*\d)[\w.~%-]{8,}$/i.test(part) && !/^v\d/i.test(part);
}

/** What the other calls of a recording tell about the one in question. */
export interface History {
  readonly calls: readonly Call[];
  /** Calls of the same host before it, the youngest last. */
  readonly before: readonly Call[];
  /** Calls of the same method and template, itself left out. */
  readonly alike: readonly Call[];
  /** Since when every call of the host fails with its status or code: itself and those right before it. */
  readonly failingSince: number | null;
  /** How many calls that are. */
  readonly failingCalls: number;
  /** Whether the recording tells when things happened. */
  readonly hasTimes: boolean;
}

/** Looks around in the recording from one of its calls. */
export function readHistory(calls: readonly Call[], subject: Exchange): History {
  const at = calls.findIndex(({ exchange }) => exchange.id === subject.id);
  const self = calls[at];
  const before = calls.slice(0, Math.max(at, 0)).filter(({ host }) => host === self?.host);
  const alike = calls.filter((call) => call !== self && isAlike(call, self));
  const run = [...before].reverse().findIndex((call) => !isSameFailure(call, self));
  const failing = run === -1 ? before : before.slice(before.length - run);
  return {
    calls,
    before,
    alike,
    failingSince: self === undefined ? null : (failing[0] ?? self).at,
    failingCalls: failing.length + 1,
    hasTimes: calls.some(({ at: time }) => time > 0),
  };
}

function isAlike(call: Call, self: Call | undefined): boolean {
  return (
    self !== undefined && call.host === self.host && call.method === self.method && call.template === self.template
  );
}

function isSameFailure(call: Call, self: Call | undefined): boolean {
  if (self === undefined || call.failure === null) return false;
  return call.status === self.status && call.failure.category === self.failure?.category;
}
