import { type Problem, printProblem, problemsOf } from '../../problem.ts';

/** Collects problems instead of stopping at the first one. */
export interface Findings {
  /** Each once, however often it was met. */
  readonly problems: readonly Problem[];
  add(...problems: readonly Problem[]): void;
  /** What `build` returns, or null when it throws problems, which are kept. Defects of our own go on. */
  attempt<T>(build: () => T): T | null;
}

/** An empty collection. */
export function createFindings(): Findings {
  const found = new Map<string, Problem>();
  function add(...problems: readonly Problem[]): void {
    for (const problem of problems) found.set(printProblem(problem), problem);
  }
  return {
    get problems() {
      return [...found.values()];
    },
    add,
    attempt(build) {
      try {
        return build();
      } catch (error) {
        const problems = problemsOf(error);
        if (problems.length === 0) throw error;
        add(...problems);
        return null;
      }
    },
  };
}
