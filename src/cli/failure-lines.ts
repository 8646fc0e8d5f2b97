import { type Clock, isoTime } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import { diagnose } from '../diagnosis/index.ts';
import type { Failure } from '../mock/index.ts';
import { spellOut } from '../spell-out.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import { redactExchange } from '../trace/redact.ts';
import type { Painter } from './paint.ts';

/** What came before a failure is part of its explanation; so much of it. */
const trailed = 100;
/** Of a flood of failures so many are told a second; the others are counted. */
const mostPerSecond = 20;

/** Tells of each failing exchange in one line: when, what, the likeliest cause, and the runbook. */
export function createFailureLines(
  contract: Contract,
  { now }: Pick<Clock, 'now'>,
  { paint, write }: { readonly paint: Painter; write(text: string): void },
): (failure: Failure) => void {
  const bounded = createBound(now, (left) => write(paint.dim(`… and ${left} failures more in that second\n`)));
  return (failure) => {
    if (bounded()) write(lineOf(failure.trail(trailed), contract, paint));
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

function lineOf(exchanges: readonly Exchange[], contract: Contract, paint: Painter): string {
  const exchange = exchanges.at(-1);
  if (exchange === undefined) return '';
  const input = { exchanges, contract, critical: null, statusPage: null, now: null, notes: [] };
  const { causes, runbook } = diagnose(input, exchange.id);
  const { request, outcome } = redactExchange(exchange).exchange;
  const path = request.url.replace(/^[a-z]+:\/\/[^/]+/, '');
  const answer = outcome?.kind === 'no-response' ? outcome.code : String(statusOf(exchange));
  const time = isoTime(exchange.endedAt ?? exchange.startedAt).slice(11, 19);
  const [cause] = causes;
  const why = cause === undefined ? '' : spellOut(`${cause.id}: ${cause.summary}`);
  const book = runbook === null ? '' : paint.dim(`  faultline explain ${runbook}`);
  return `${paint.dim(time)} ${request.method} ${path} ${paint.bold(answer)}  ${why}${book}\n`;
}
