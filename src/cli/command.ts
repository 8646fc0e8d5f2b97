import type { Command } from 'commander';
import type { ExitCode } from '../problem.ts';

/** Where input comes from; `isTTY` when a person sits there. */
export type InputStream = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** What a command may use of the process; injected, so that tests run commands in-process. */
export interface Environment {
  readonly cwd: string;
  /** The words of the command line; `main` fills them in. */
  readonly words?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For data. */
  readonly stdout: NodeJS.WritableStream;
  /** For talk: progress, problems, hints. */
  readonly stderr: NodeJS.WritableStream;
  /** What is piped or typed into the command; absent: nothing is. */
  readonly stdin?: InputStream;
  /** Whether colours are wanted; false unless stderr is a terminal. */
  readonly colour: boolean;
  /** Sets what the process will end with; it ends by itself once nothing is left to do. */
  exit(code: ExitCode): void;
  /** Calls back when the process is asked to stop (SIGINT, SIGTERM). */
  onStop(callback: () => void): void;
}

/** One command of the command line: the file holds its name, summary, examples and what it does. */
export interface CommandUnit {
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  /** Declares arguments and options and sets the action. */
  configure(command: Command, environment: Environment): void;
}
