import { isoTime } from '../clock.ts';
import { toCurl } from '../trace/curl.ts';
import type { Exchange } from '../trace/exchange.ts';
import { headerOf } from '../trace/exchange.ts';
import { redactExchange } from '../trace/redact.ts';
import type { Escalation, EscalationPacket, FoundCause } from './diagnosis.ts';
import type { Call } from './facts/history.ts';
import type { Facts } from './facts/index.ts';
import { printMs } from './wording.ts';

/** From when a failure counts as persistent: the reference says 15 to 30 minutes. */
const persistentMs = 15 * 60_000;
const fewestAttempts = 2;

/** Whether to take it to the provider, why, what is still to be asked, and what to send along. */
export function escalate(facts: Facts, causes: readonly FoundCause[]): Escalation {
  const [cause] = causes;
  const theirs = cause !== undefined && cause.side !== 'client';
  const because = theirs ? reasonsFor(facts, cause) : [];
  return {
    advised: because.length > 0,
    because,
    open: theirs ? openQuestions(facts) : [],
    packet: packetOf(facts),
  };
}

function reasonsFor(facts: Facts, { id, side }: FoundCause): readonly string[] {
  const { critical, statusPage } = facts.input;
  const lastedMs = lasted(facts);
  const persistent = lastedMs !== null && lastedMs >= persistentMs && facts.history.failingCalls >= fewestAttempts;
  return [
    ...(persistent
      ? [
          `It has failed for ${printMs(lastedMs)}, ${facts.history.failingCalls} calls in a row (the reference says 15 to 30 minutes).`,
        ]
      : []),
    ...(critical === true ? ['A critical workflow is affected.'] : []),
    ...(statusPage === 'ok' && (persistent || critical === true)
      ? ['The provider’s status page says nothing of it.']
      : []),
    ...(id === 'input-triggered-bug'
      ? ['The failure is tied to one input: it may be a bug that the provider does not know.']
      : []),
    ...(id === 'origin-certificate' || (id === 'certificate-expired' && side === 'provider')
      ? ['It does not mend itself.']
      : []),
  ];
}

/** Milliseconds from the first of the failures in a row until now; null when the recording has no times. */
function lasted({ history, subject, input }: Facts): number | null {
  if (!history.hasTimes || history.failingSince === null) return null;
  return (input.now ?? subject.endedAt ?? subject.startedAt) - history.failingSince;
}

function openQuestions({ input }: Facts): readonly string[] {
  return [
    ...(input.critical === null ? ['Does it affect a critical workflow? (--critical or --no-critical)'] : []),
    ...(input.statusPage === null ? ['What does the provider’s status page say? (--status-page ok|incident)'] : []),
  ];
}

const requestIdNames = [
  'x-request-id',
  'x-amzn-requestid',
  'x-amz-request-id',
  'cf-ray',
  'x-ms-request-id',
  'request-id',
  'x-correlation-id',
  'x-github-request-id',
  'x-amz-apigw-id',
  'traceparent',
];

function packetOf(facts: Facts): EscalationPacket {
  const { history, subject } = facts;
  const run = failingRun(facts);
  const { exchange } = redactExchange(subject);
  const { method, url, body } = exchange.request;
  const time = (at: number | undefined) => (at === undefined || !history.hasTimes || at <= 0 ? null : isoTime(at));
  const isKnown = facts.request.host !== '';
  return {
    firstSeen: time(run[0]?.at),
    lastSeen: time(run.at(-1)?.at),
    attempts: run.length,
    requestIds: [...new Set(run.flatMap(({ exchange: one }) => requestIds(one)))].slice(0, 20),
    request: isKnown ? { method, url, body: body?.text ?? null } : null,
    curl: isKnown ? toCurl(exchange.request, { layout: 'line' }) : null,
    tried: triedSoFar(run),
  };
}

/** The calls in a row that failed alike, the subject last. */
function failingRun({ history, subject }: Facts): readonly Call[] {
  const upTo = history.calls.filter(
    ({ at }) => at <= subject.startedAt && history.failingSince !== null && at >= history.failingSince,
  );
  const self = history.calls.filter(({ exchange }) => exchange.id === subject.id);
  const host = self[0]?.host;
  const run = upTo.filter((call) => call.host === host && call.failure !== null);
  return run.length === 0 ? self : run;
}

function requestIds({ outcome, request }: Exchange): readonly string[] {
  const answer = outcome === null || outcome.kind === 'no-response' ? [] : outcome.response.headers;
  return requestIdNames.flatMap((name) => {
    const value = headerOf(answer, name) ?? (name === 'x-request-id' ? headerOf(request.headers, name) : undefined);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
}

function triedSoFar(run: readonly Call[]): readonly string[] {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined || run.length < 2) return [];
  const kinds = new Set(run.map(({ method, path }) => `${method} ${path}`));
  const [only] = kinds;
  const what = kinds.size === 1 ? `the same call (${only})` : `${kinds.size} different calls`;
  const span = last.at > first.at ? ` over ${printMs(last.at - first.at)}` : '';
  return [`${run.length} attempts of ${what}${span}, all failed`];
}
