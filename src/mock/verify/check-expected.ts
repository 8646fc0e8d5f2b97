import type { Contract } from '../../contract/contract.ts';
import { Problem, problemsOf, throwProblems } from '../../problem.ts';
import { checkOperation } from '../cases/rule-input.ts';
import { defectOfCount } from './counts.ts';
import type { Count, Expected } from './expectation.ts';

/** Throws whatever can't be judged, all at once; `names` are the promises there are. */
export function checkExpected(expected: readonly Expected[], names: readonly string[], contract: Contract): void {
  const nothing = new Problem(
    'nothing-to-verify',
    'Failed to verify the case: nothing is expected.',
    'Give at least one expectation.',
  );
  const problems = expected.flatMap((one) => [...unknownOperations(one, contract), ...defectsOf(one, names)]);
  throwProblems(expected.length === 0 ? [nothing] : problems);
}

function unknownOperations(expected: Expected, contract: Contract): readonly Problem[] {
  if ('unexpected' in expected) return [];
  try {
    checkOperation(expected.operationId, contract, 'verify what was expected');
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

function defectsOf(expected: Expected, names: readonly string[]): readonly Problem[] {
  if ('unexpected' in expected) return countDefects('unexpected', expected.unexpected);
  const { operationId, attempts, sideEffects } = expected;
  const promises = names.filter((name) => Object.hasOwn(expected, name));
  const empty = new Problem(
    'nothing-expected',
    `Failed to verify "${operationId}": the expectation promises nothing.`,
    `Add one of: ${names.join(', ')}.`,
  );
  return [
    ...(promises.length === 0 ? [empty] : []),
    ...(attempts === undefined ? [] : countDefects('attempts', attempts)),
    ...(sideEffects === undefined ? [] : countDefects('sideEffects', sideEffects)),
  ];
}

function countDefects(name: string, count: Count): readonly Problem[] {
  const why = defectOfCount(count);
  if (why === null) return [];
  return [
    new Problem(
      'wrong-count',
      `Failed to read "${name}": ${why}.`,
      'Write { "exactly": 1 }, or { "min": 1, "max": 3 } with one or both of them.',
    ),
  ];
}
