import { type Clock, isoTime } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import { diagnose } from '../diagnosis/index.ts';
import { type Exchange, isFailure, statusOf } from '../trace/exchange.ts';
import { redactExchange } from '../trace/redact.ts';
import type { Painter } from './paint.ts';

/** What came before a failure is part of its explanation, as far as somebody remembers it. */
const remembered = 100;
/** Of a flood of failures so many are told a second; the others are counted. */
const mostPerSecond = 20;

/** Tells of each failing exchange in one line: when, what, the likeliest cause, and the runbook. */
export function createFailureLines(
  contract: Contract,
  { now }: Pick<Clock, 'now'>,
  { paint, write }: { readonly paint: Painter; write(text: string): void },
): (exchange: Exchange) => void {
  const recent: Exchange[] = [];
  const bounded = createBound(now, (left) => write(paint.dim(`… and ${left} failures more in that second\n`)));
  return (exchange) => {
    recent.push(exchange);
    if (recent.length > remembered) recent.shift();
    if (isFailure(exchange) && bounded()) write(lineOf(exchange, recent, contract, paint));
  };
}

/** Says whether another one may be told in this second, and, once it is over, how many could not. */
function createBound(now: () => number, tellLeft: (left: number) => void): () => boolean {
  let second = 0;
  let seen = 0;
  return () => {
    const at = Math.floor(now() / 1000);
    if (at !== second) {
      if (seen > mostPerSecond) tellLeft(seen - mostPerSecond);
      second = at;
      seen = 0;
    }
    seen += 1;
    return seen <= mostPerSecond;
  };
}

function lineOf(exchange: Exchange, recent: readonly Exchange[], contract: Contract, paint: Painter): string {
  const exchanges = recent.filter(({ caseId }) => caseId === exchange.caseId);
  const input = { exchanges, contract, critical: null, statusPage: null, now: null, notes: [] };
  const { causes, runbook } = diagnose(input, exchange.id);
  const { request, outcome } = redactExchange(exchange).exchange;
  const path = request.url.replace(/^[a-z]+:\/\/[^/]+/, '');
  const answer = outcome?.kind === 'no-response' ? outcome.code : String(statusOf(exchange));
  const time = isoTime(exchange.endedAt ?? exchange.startedAt).slice(11, 19);
  const [cause] = causes;
  const why = cause === undefined ? '' : `${cause.id}: ${cause.summary}`;
  const book = runbook === null ? '' : paint.dim(`  faultline explain ${runbook}`);
  return `${paint.dim(time)} ${request.method} ${path} ${paint.bold(answer)}  ${why}${book}\n`;
}
