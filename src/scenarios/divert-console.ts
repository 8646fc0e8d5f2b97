import { Console } from 'node:console';

/** Sends what people's steps print elsewhere, since stdout is for data. Gives back what undoes it. */
export function divertConsole(stream: NodeJS.WritableStream | undefined): () => void {
  if (stream === undefined) return () => {};
  const before = globalThis.console;
  globalThis.console = new Console({ stdout: stream, stderr: stream });
  return () => {
    globalThis.console = before;
  };
}
