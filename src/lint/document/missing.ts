import { type Api, type ApiOperation, listed, nameOf } from '../api.ts';
import type { Found } from '../rule.ts';
import type { Suggestion } from '../suggestion.ts';

/** One failure that operations should declare and don't. */
export interface Missing {
  readonly status: number;
  /** Who should: those for which it holds. */
  readonly concerns: (one: ApiOperation) => boolean;
  /** Why, as the end of a sentence, of one operation. */
  readonly because: (one: ApiOperation) => string;
}

/** Each operation that should declare a failure and doesn't. */
export function missingOnOperations({ operations }: Api, { status, concerns, because }: Missing): readonly Found[] {
  return operations
    .filter((one) => concerns(one) && !one.declares(status))
    .map((one) => ({
      place: one.operation.place,
      message: `${nameOf(one.operation)} declares no ${status}, though ${because(one)}.`,
      fix: `Declare a ${status} response, or a "default" one.`,
      suggestions: [suggest(one, status)],
    }));
}

/** A failure that any operation may have. */
export interface Common {
  readonly status: number;
  readonly what: string;
  /** By itself or its class; `default` says it of no status in particular. */
  readonly declares: (one: ApiOperation) => boolean;
  readonly concerns: (one: ApiOperation) => boolean;
}

/** The same for what any API can answer: said once where few operations declare it, else of each that doesn't. */
export function missingEverywhere(
  { contract, operations }: Api,
  { status, what, declares, concerns }: Common,
): readonly Found[] {
  const concerned = operations.filter((one) => concerns(one) && one.operation.method !== 'OPTIONS');
  const without = concerned.filter((one) => !declares(one) && !one.declares(status));
  const having = concerned.filter(declares).map(({ operation }) => operation.id);
  if (without.length === 0) return [];
  const fix = `Declare a ${status} response, with Retry-After where the API knows when to come back.`;
  if (having.length < without.length) {
    const place = contract.place('/paths');
    const message = `${without.length} of ${concerned.length} operations declare no ${what}, and no "default" either.`;
    return [{ place, message, fix, suggestions: without.map((one) => suggest(one, status)) }];
  }
  return without.map((one) => ({
    place: one.operation.place,
    message: `${nameOf(one.operation)} declares no ${what}, though others do (${listed(having, 3)}).`,
    fix,
    suggestions: [suggest(one, status)],
  }));
}

function suggest({ node }: ApiOperation, status: number): Suggestion {
  return { kind: 'response', operation: node.pointer, status: String(status) };
}
