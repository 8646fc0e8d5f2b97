/** A thread of `runInThreads`: runs its part of the scenarios and tells what came of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareRun } from './prepare-run.ts';
import { problemsOf } from './problem.ts';
import { runHere } from './run-here.ts';
import type { ThreadInput, ThreadMessage } from './run-in-threads.ts';
import { createThreadMessages } from './thread-messages.ts';

const { options, thread, messages } = workerData as ThreadInput;
const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

try {
  const run = await prepareRun({ ...options, onProgress: (scenario) => tell({ kind: 'scenario', scenario }) });
  const file = messages === null ? null : createThreadMessages(messages, thread);
  const { scenarios: _, ...result } = await runHere(run, file);
  // What steps printed last would be lost with the thread.
  await Promise.all([process.stdout, process.stderr].map(written));
  tell({ kind: 'result', result, runEnd: file?.runEnd ?? null });
} catch (error) {
  const problems = problemsOf(error);
  if (problems.length === 0) throw error;
  const plain = problems.map(({ code, message, fix, place, exitCode }) => ({ code, message, fix, place, exitCode }));
  tell({ kind: 'problems', problems: plain });
}

async function written(stream: NodeJS.WritableStream): Promise<void> {
  await new Promise<void>((resolve) => void stream.write('', () => resolve()));
}
