import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../../clock.ts';
import { type Output, readOutput } from './output.ts';

/** A client's process and everything it starts, in a process group of its own. */
export interface Child {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Null: its standard input is empty. */
  readonly stdin: NodeJS.WritableStream | null;
  /** Resolves when the process has ended and its output is read. */
  readonly ended: Promise<ChildEnd>;
  /** Asks the group to end, and ends it by force when it hasn't after the grace (default 500 ms); resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
}

export interface ChildEnd {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it could not be started; null: it was. */
  readonly failure: NodeJS.ErrnoException | null;
  /** It printed more than anybody reads and was stopped for it. */
  readonly tooLoud: boolean;
}

export interface ChildOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Whether it is written to; default false. */
  readonly writes?: boolean;
  /** Called with each piece of its output, in order; default: it is only kept. */
  readonly onOutput?: (piece: string) => void;
}

/** From SIGTERM to SIGKILL. */
const usualGraceMs = 500;
/** Output may be held open by a grandchild that has left the group. */
const drainMs = 200;

/** Groups that are alive, so that none outlives this process even when it ends by accident. */
const groups = new Set<number>();
let guarded = false;

function guard(): void {
  if (guarded) return;
  guarded = true;
  process.once('exit', () => {
    for (const group of groups) signalGroup(group, 'SIGKILL');
  });
}

/** Starts a command without a shell. */
export function startChild(options: ChildOptions): Child {
  guard();
  const [file = '', ...args] = options.command;
  const child = launch(file, args, options);
  let tooLoud = false;
  const tooMuch = () => {
    tooLoud = true;
    void stop(0);
  };
  const { stdin, stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the pipes of a client are missing');
  const read = { stdout: readOutput(stdout, tooMuch), stderr: readOutput(stderr, tooMuch) };
  if (options.onOutput !== undefined) stdout.on('data', options.onOutput);
  // A client that has ended doesn't read any more.
  stdin?.on('error', () => {});
  const ended = endOf(child, options.clock, () => tooLoud);
  const stop = (graceMs = usualGraceMs) => stopGroup(child, ended, options.clock, graceMs);
  return { ...read, stdin, ended, stop };
}

function launch(file: string, args: readonly string[], { cwd, env, writes }: ChildOptions): ChildProcess {
  const child = spawn(file, [...args], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: [writes ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) groups.add(child.pid);
  return child;
}

function endOf(child: ChildProcess, clock: Clock, tooLoud: () => boolean): Promise<ChildEnd> {
  return new Promise((resolve) => {
    const settle = (code: number | null, signal: string | null, failure: NodeJS.ErrnoException | null) =>
      resolve({ code, signal, failure, tooLoud: tooLoud() });
    child.once('error', (error) => {
      if (child.pid === undefined) settle(null, null, error);
    });
    child.once('exit', (code, signal) => {
      const cancel = clock.timer(drainMs, () => settle(code, signal, null));
      child.once('close', () => {
        cancel();
        settle(code, signal, null);
      });
    });
  });
}

/** The group outlives its leader as long as anybody in it runs. */
async function stopGroup(
  { pid }: ChildProcess,
  ended: Promise<ChildEnd>,
  clock: Clock,
  graceMs: number,
): Promise<void> {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  for (let waited = 0; waited < graceMs && signalGroup(pid, 0); waited += 20) await clock.sleep(20);
  signalGroup(pid, 'SIGKILL');
  await ended;
  groups.delete(pid);
}

/** False: nobody is left in it. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
