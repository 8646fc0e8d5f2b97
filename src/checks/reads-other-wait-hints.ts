import { fieldsOf, readWait } from '../retry/index.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import { defineCheck } from './check.ts';
import { otherHints } from './probes/waits.ts';
import { attemptsIn } from './reading/attempts.ts';
import { untested } from './reading/verdicts.ts';
import { dateTolerance, earlyBy, gaveUp, judgeWait } from './reading/waits.ts';

/** The wait that an answer asks for in any of the ways that are known. */
function hintOf(exchange: Exchange): { readonly ms: number; readonly tolerance: number } | null {
  const { outcome, respondedAt } = exchange;
  if (outcome?.kind !== 'response') return null;
  const headers = fieldsOf(outcome.response.headers);
  const json = parsed(outcome.response.body?.text ?? '');
  const wait = readWait(
    { status: statusOf(exchange), headers, ...(respondedAt === null ? {} : { now: respondedAt }) },
    json,
  );
  if (wait === null) return null;
  return { ms: wait.ms, tolerance: wait.source === 'X-RateLimit-Reset' ? dateTolerance : earlyBy(wait.ms) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Hints in the dialects of providers are read too. */
export const readsOtherWaitHints = defineCheck({
  name: 'reads-other-wait-hints',
  id: 'W9',
  rule: 'X-RateLimit-Reset, retry-after-ms and google.rpc.RetryInfo are waited for where Retry-After is missing (50 ms early is let pass, 1 s where only seconds are told).',
  force: 'practice',
  reference: 'GitHub REST docs; ky; google.rpc.RetryInfo',
  why: 'Many APIs say when to come back only in their own way; whoever does not read it guesses.',
  fix: 'Read the hints of the APIs that you call, or wait long enough without them.',
  probes: otherHints,
  look(observation) {
    const [refused, next] = attemptsIn(observation);
    const hint = refused === undefined ? null : hintOf(refused);
    if (refused === undefined || hint === null) return untested('not-exercised', 'no wait was asked for');
    if (next === undefined) return gaveUp(observation, refused, hint.ms);
    return judgeWait({ refused, next, toldMs: hint.ms, toleranceMs: hint.tolerance });
  },
});
