import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createMonotonicClock } from '../clock.ts';
import type { CommandUnit, Environment } from './command.ts';
import { declareJudge, type JudgeFlags } from './judge-flags.ts';
import { readJudgeWords } from './judge-inputs.ts';

/** Runs a client against failures and judges how it copes with them. */
export const judgeCommand: CommandUnit = {
  name: 'judge',
  summary: 'run a client against failures and judge how it copes with them',
  examples: [
    {
      line: 'faultline judge -- sh -c \'curl -sS --retry 3 -X $FAULTLINE_METHOD -H "X-API-Key: $FAULTLINE_CREDENTIAL" …\'',
      says: 'any program: once for each call, which stands in its environment',
    },
    {
      line: 'faultline judge my.openapi.yaml -- node client.js {method} {url} {body}',
      says: 'an API of your own; the call as arguments',
    },
    {
      line: 'faultline judge --driver jsonl -- python client.py',
      says: 'one long-lived process: for breakers, budgets and pools',
    },
    {
      line: 'faultline judge --passive --profile soar --tls',
      says: 'only serve: a platform calls, Ctrl+C shows the verdicts',
    },
    {
      line: 'faultline judge --check W1,W3 --declare maxAttempts=3 --known known.yaml -- …',
      says: 'some promises, what the client declares, what is known to fail',
    },
  ],
  configure(command, environment) {
    declareJudge(command).action(async (document: string | undefined, client: readonly string[], flags: JudgeFlags) => {
      await act([...(document === undefined ? [] : [document]), ...client], flags, command, environment);
    });
  },
};

async function act(
  positionals: readonly string[],
  flags: JudgeFlags,
  command: Command,
  environment: Environment,
): Promise<void> {
  // Commander hands on what stands behind "--" without it, and keeps the words as they were written only here.
  const { rawArgs = [] } = command.parent as unknown as { rawArgs?: readonly string[] };
  const words = readJudgeWords(rawArgs, positionals, flags.passive === true);
  const { runJudge } = await import('./judge-run.ts');
  await runJudge({ words, flags, environment, clock: createMonotonicClock(), cwd: resolve(environment.cwd) });
}
