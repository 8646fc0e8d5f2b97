import { createRealClock } from '../../clock.ts';
import type { Mock } from '../../mock/index.ts';
import { exitCodes, printProblem, problemsOf } from '../../problem.ts';
import type { Environment } from '../command.ts';
import { shownPath } from '../inputs.ts';
import { createPainter, type Painter } from '../paint.ts';
import { createWatcher, includeFound, type Listen, type Watched } from './watcher.ts';

/** Starts a mock of what the files say now; once all is ready it calls back, and only then takes the port. */
export type StartNext = (before: Mock, takeOver: () => Promise<void>) => Promise<Mock>;

export interface ServedOptions {
  readonly mock: Mock;
  readonly watched: Watched;
  /** What there is to watch now; asked for again after each change. */
  readonly look?: () => Promise<Watched>;
  readonly start: StartNext;
  readonly environment: Environment;
  readonly listen?: Listen;
}

/** A mock that is replaced whenever its files change. */
export interface WatchedMock {
  readonly current: Mock;
  close(drainMs: number): Promise<void>;
  /** Resolves when no reload is under way. */
  settled(): Promise<void>;
}

/** Answers that are on their way out when the files change get this long. */
const drainMs = 100;

/** Serves what the files say, as they change; what can't be served is reported, and the last one that could stays. */
export function watchServed({ mock, watched, look, start, environment, listen }: ServedOptions): WatchedMock {
  const paint = createPainter(environment.colour);
  const say = (text: string) => void environment.stderr.write(`${text}\n`);
  let current = mock;
  let closed = false;
  let reloading = Promise.resolve();

  async function reload(changed: readonly string[]): Promise<void> {
    if (closed) return;
    const files = changed.map((path) => shownPath(path, environment.cwd)).join(', ');
    const before = current;
    let left: string | null = null;
    const takeOver = async () => {
      left = leftBehind(before);
      await before.close(drainMs);
    };
    try {
      current = await start(before, takeOver);
      say(`${paint.green('Reloaded')} ${files}: ${summaryOf(current)}. ${left ?? ''}`);
    } catch (error) {
      say(whyNot(error, files, paint));
      if (left === null) say(`What was served before still is, on ${before.url}.`);
      else giveUp();
    }
  }

  async function lookAgain(): Promise<void> {
    if (look !== undefined && !closed) await includeFound(watcher, look);
  }

  /** The port was given up and couldn't be had again. */
  function giveUp(): void {
    watcher.close();
    closed = true;
    environment.exit(exitCodes.unreachable);
  }

  const watcher = createWatcher({
    ...watched,
    clock: createRealClock(),
    onChange(changed) {
      // First, so that nothing is missed that changes while it is read.
      reloading = reloading.then(lookAgain).then(() => reload(changed));
    },
    ...(listen === undefined ? {} : { listen }),
  });
  return {
    get current() {
      return current;
    },
    async close(ms) {
      closed = true;
      watcher.close();
      await reloading;
      await current.close(ms);
    },
    settled: () => reloading,
  };
}

/** Problems, for a person; anything else is a defect of ours, and goes on. */
function whyNot(error: unknown, files: string, paint: Painter): string {
  const problems = problemsOf(error);
  if (problems.length === 0) throw error;
  return `${paint.red('Not reloaded')}; ${files} can't be served:\n${problems.map(printProblem).join('\n')}`;
}

function summaryOf({ contract, url }: Mock): string {
  const { operations, excluded } = contract;
  const left = excluded.length === 0 ? '' : `, ${excluded.length} left out`;
  return `${operations.length} operations${left}, still on ${url}`;
}

/** What a client may notice. */
function leftBehind({ cases }: Mock): string {
  const names = cases.map(({ id, trace }) => {
    const waiting = trace().filter(({ endedAt }) => endedAt === null).length;
    return waiting === 0 ? id : `${id} (${waiting} under way)`;
  });
  const reset = names.length === 0 ? 'No case was open' : `Cases that start anew: ${names.join(', ')}`;
  return `${reset}; open connections were closed.`;
}
