/**
 * The command line: one file per command. Commands parse, call and print; what they do stands in the other folders.
 * Only cli.ts may end the process.
 */
import { diagnoseCommand } from './diagnose.ts';
import { explain } from './explain.ts';
import { generateCommand } from './generate.ts';
import { initCommand } from './init.ts';
import { judgeCommand } from './judge.ts';
import { lintCommand } from './lint.ts';
import { report } from './report.ts';
import { runCommand } from './run.ts';
import { serve } from './serve.ts';
import { steps } from './steps.ts';

/** Every command, by the name it is called with, in the order of `--help`. */
export const commands = {
  run: runCommand,
  serve,
  judge: judgeCommand,
  generate: generateCommand,
  init: initCommand,
  lint: lintCommand,
  explain,
  report,
  diagnose: diagnoseCommand,
  steps,
} as const;
