import { failuresFor, type Probe } from '../checks/check.ts';
import type { ObservedCall } from '../checks/observation.ts';
import type { JudgedCall, JudgedProbe } from '../judgement.ts';
import type { AttemptResult } from '../result.ts';
import { fieldsOf, readRetryAfter } from '../retry/index.ts';
import { toCurl } from '../trace/curl.ts';
import type { Exchange } from '../trace/exchange.ts';
import { redactExchange } from '../trace/redact.ts';
import { worstLateness } from './noise.ts';
import type { Observed } from './observe.ts';

/** Where the commands in a judgement send their requests: where `serve` listens. */
const servedUrl = 'http://localhost:8001';

const firstKept = 30;
const lastKept = 10;

/** Masks what a person may read; counts what it masked. */
export interface Mask {
  text(text: string): string;
  exchange(exchange: Exchange): Exchange;
  readonly masked: number;
}

/** A mask for a run's exchanges and for what its client says. */
export function createMask(maskText: (text: string) => string): Mask {
  let masked = 0;
  return {
    text(text) {
      const clean = maskText(text);
      if (clean !== text) masked += 1;
      return clean;
    },
    exchange(exchange) {
      const redacted = redactExchange(exchange);
      masked += redacted.masked;
      return redacted.exchange;
    },
    get masked() {
      return masked;
    },
  };
}

/** What a probe led to, as it is kept. */
export function judgedProbe(observed: Observed, mask: Mask): JudgedProbe {
  const { probe, observation, output, strays } = observed;
  const { openedAt, closedAt, end } = observation.window;
  return {
    name: probe.name,
    summary: probe.summary,
    method: probe.method,
    window: { ms: Math.round(closedAt - openedAt), end },
    trouble: observation.trouble,
    output: mask.text(output),
    strays: [...new Set(strays)].slice(0, 10).map(mask.text),
    lateMs: Math.round(worstLateness([observed])),
    calls: observation.calls.map((call, index) => judgedCall(call, index, { openedAt, probe, mask })),
  };
}

interface CallContext {
  readonly openedAt: number;
  readonly probe: Probe;
  readonly mask: Mask;
}

function judgedCall(call: ObservedCall, index: number, { openedAt, probe, mask }: CallContext): JudgedCall {
  const { id, startedAt, endedAt, report, consumed, attempts } = call;
  const all = attempts.map((exchange, attempt) => ({
    exchange,
    instruction: instructionOf(probe, index + 1, attempt),
  }));
  const kept = all.length <= firstKept + lastKept ? all : [...all.slice(0, firstKept), ...all.slice(-lastKept)];
  return {
    id,
    startedMs: Math.round(startedAt - openedAt),
    endedMs: endedAt === null ? null : Math.round(endedAt - openedAt),
    report: report && { ...report, error: report.error === null ? null : mask.text(report.error) },
    consumed,
    attempts: kept.map(({ exchange, instruction }) =>
      attemptResult(mask.exchange(exchange), { openedAt, call: index + 1, instruction }),
    ),
    attemptCount: attempts.length,
  };
}

function instructionOf(probe: Probe, call: number, attempt: number): string | null {
  const { instructions, always } = failuresFor(probe, call);
  return instructions[attempt] ?? always;
}

interface AttemptContext {
  readonly openedAt: number;
  readonly call: number;
  readonly instruction: string | null;
}

function attemptResult(exchange: Exchange, { openedAt, call, instruction }: AttemptContext): AttemptResult {
  const { startedAt, endedAt, request } = exchange;
  return {
    exchange: withWholeTimes(exchange),
    offsetMs: Math.round(startedAt - openedAt),
    tookMs: endedAt === null ? null : Math.round(endedAt - startedAt),
    retryAfterMs: retryAfterOf(exchange),
    call,
    curl: toCurl(request, { baseUrl: servedUrl, ...(instruction === null ? {} : { instruction }) }),
  };
}

/** A thousandth of a millisecond says nothing, and makes every result longer. */
function withWholeTimes(exchange: Exchange): Exchange {
  const whole = (moment: number | null) => (moment === null ? null : Math.round(moment));
  const { startedAt, respondedAt, endedAt } = exchange;
  return {
    ...exchange,
    startedAt: Math.round(startedAt),
    respondedAt: whole(respondedAt),
    endedAt: whole(endedAt),
  };
}

function retryAfterOf({ outcome, respondedAt }: Exchange): number | null {
  if (outcome === null || outcome.kind === 'no-response') return null;
  const headers = fieldsOf(outcome.response.headers);
  const ms = readRetryAfter({ headers, ...(respondedAt === null ? {} : { now: respondedAt }) })?.ms;
  return ms === undefined ? null : Math.round(ms);
}
