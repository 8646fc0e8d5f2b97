import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { attempts } from './attempts.ts';
import { backoff } from './backoff.ts';
import { checkExpected } from './check-expected.ts';
import type { Expected, ExpectedCall, Judge, Judgement, Verification, VerificationResult } from './expectation.ts';
import { honoursRetryAfter } from './honours-retry-after.ts';
import { minGapMilliseconds } from './min-gap.ts';
import { nearMissesOf } from './near-misses.ts';
import { sameIdempotencyKey } from './same-idempotency-key.ts';
import { sideEffects } from './side-effects.ts';
import { isUnexpected, unexpected } from './unexpected.ts';

type Promises = Omit<ExpectedCall, 'operationId'>;

/** Every kind of promise about the attempts of a call, by the name that expectations use. */
const judges = {
  attempts,
  minGapMilliseconds,
  honoursRetryAfter,
  sameIdempotencyKey,
  sideEffects,
  backoff,
} satisfies { readonly [Name in keyof Promises]-?: Judge<NonNullable<Promises[Name]>> };

const names = Object.keys(judges) as readonly (keyof typeof judges)[];

/**
 * Judges a trace. `blurMs` is what the machine's timers and the wire may take off a wait; 0 on a virtual clock.
 * Throws the problems of all expectations that can't be judged.
 */
export function verify(
  trace: readonly Exchange[],
  expected: readonly Expected[],
  contract: Contract,
  blurMs: number,
): Verification {
  checkExpected(expected, names, contract);
  const results = expected.flatMap((one) =>
    'unexpected' in one ? [judgeTraffic(trace, one)] : judgeCall(trace, one, contract, blurMs),
  );
  return { passed: results.every(({ verdict }) => verdict === 'kept'), results };
}

function judgeTraffic(trace: readonly Exchange[], expectation: Expected & { unexpected: object }): VerificationResult {
  return resultOf(expectation, unexpected.judge(trace, expectation.unexpected, 0), []);
}

function judgeCall(
  trace: readonly Exchange[],
  call: ExpectedCall,
  contract: Contract,
  blurMs: number,
): readonly VerificationResult[] {
  const { operationId } = call;
  const own = trace.filter((exchange) => exchange.operationId === operationId);
  const operation = contract.operation(operationId);
  const strays = trace.filter(isUnexpected);
  return names.flatMap((name) => {
    const wanted = call[name];
    if (wanted === undefined) return [];
    // The table ties each name to the type of its promise; a lookup by a variable loses that.
    const judgement = (judges[name] as Judge<unknown>).judge(own, wanted, blurMs);
    const nearMisses = judgement.verdict === 'kept' || operation === undefined ? [] : nearMissesOf(operation, strays);
    return [resultOf({ operationId, [name]: wanted }, judgement, nearMisses)];
  });
}

function resultOf(
  expectation: Expected,
  { verdict, observed, evidence }: Judgement,
  nearMisses: VerificationResult['nearMisses'],
): VerificationResult {
  return { expectation, verdict, observed, evidence: evidence.map(({ id }) => id), nearMisses };
}
