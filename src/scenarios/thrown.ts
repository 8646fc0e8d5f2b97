import type { Envelope } from './messages.ts';
import type { StepsLibrary } from './steps-library.ts';

/** What steps threw, as it was thrown: cucumber's messages keep only the text of an error. By scenario and step. */
export const thrownBySteps = new Map<string, unknown>();

let last: unknown;

/** Keeps hold of what a definition throws. A hook after each step would say it too, and double the price of every step. */
export function rememberThrown(definition: StepsLibrary['stepDefinitions'][number]): void {
  const code = definition.code as Code;
  const read = definition.getInvocationParameters.bind(definition);
  definition.getInvocationParameters = (options) => read(options).catch(rethrow);
  // Cucumber takes the number of arguments for a promise of what they are.
  const value = Object.defineProperty(watched(code), 'length', { value: code.length });
  Object.defineProperty(definition, 'code', { value });
}

type Code = (...values: unknown[]) => unknown;

function watched(code: Code): Code {
  return function (this: unknown, ...values: unknown[]): unknown {
    try {
      const returned = code.apply(this, values.length === code.length ? withWatchedCallback(values) : values);
      return returned instanceof Promise ? returned.catch(rethrow) : returned;
    } catch (error) {
      return rethrow(error);
    }
  };
}

/** Cucumber gives a callback behind the values to every step, and takes those for waiting on it that name it. */
function withWatchedCallback(values: readonly unknown[]): unknown[] {
  const done = values.at(-1) as (error: unknown, result?: unknown) => void;
  const watchedDone = (error: unknown, result?: unknown) => {
    last = error;
    done(error, result);
  };
  return [...values.slice(0, -1), watchedDone];
}

function rethrow(error: unknown): never {
  last = error;
  throw error;
}

/** Notes which step threw what was thrown last; cucumber says of a step that it is over before the next one begins. */
export function assignThrown({ testStepFinished }: Envelope): void {
  const exception = testStepFinished?.testStepResult.exception;
  if (testStepFinished === undefined || exception === undefined) return;
  const { testCaseStartedId, testStepId } = testStepFinished;
  if (last instanceof Error && last.message === exception.message) {
    thrownBySteps.set(`${testCaseStartedId} ${testStepId}`, last);
  }
  last = undefined;
}
