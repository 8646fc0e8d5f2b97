import type { AttemptResult } from '../../result.ts';
import { answerOf, pathOf } from '../failure-of.ts';

/** One line of the list of attempts: a single one, or many that are alike. */
export interface AttemptRow {
  /** Counted from 1 within the scenario. */
  readonly number: number;
  readonly attempt: AttemptResult;
  /** Further attempts alike that aren't listed; empty for a single one. */
  readonly folded: readonly AttemptResult[];
}

/** More attempts alike than this are folded. */
export const mostAlike = 20;

function kindOf({ exchange }: AttemptResult): string {
  const { request, operationId, cause } = exchange;
  return [request.method, operationId ?? pathOf(request.url), answerOf(exchange), cause?.fault ?? ''].join(' ');
}

/** The attempts in order; of more than twenty alike, the first stands for all. */
export function foldAttempts(attempts: readonly AttemptResult[]): readonly AttemptRow[] {
  const alike = Map.groupBy(attempts, kindOf);
  return attempts.flatMap((attempt, index) => {
    const kind = alike.get(kindOf(attempt)) ?? [];
    if (kind.length <= mostAlike) return [{ number: index + 1, attempt, folded: [] }];
    return kind[0] === attempt ? [{ number: index + 1, attempt, folded: kind.slice(1) }] : [];
  });
}
