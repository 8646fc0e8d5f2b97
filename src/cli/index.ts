/**
 * The command line: one file per command. Commands parse, call and print; what they do stands in the other folders.
 * Only cli.ts may end the process.
 */
import type { CommandUnit } from './command.ts';

/** Every command, by the name it is called with, in the order of `--help`; loaded when asked for, since each needs other rooms. */
export const commands: Readonly<Record<string, () => Promise<CommandUnit>>> = {
  run: async () => (await import('./run.ts')).runCommand,
  serve: async () => (await import('./serve.ts')).serve,
  judge: async () => (await import('./judge.ts')).judgeCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  init: async () => (await import('./init.ts')).initCommand,
  lint: async () => (await import('./lint.ts')).lintCommand,
  explain: async () => (await import('./explain.ts')).explain,
  report: async () => (await import('./report.ts')).report,
  diagnose: async () => (await import('./diagnose.ts')).diagnoseCommand,
  steps: async () => (await import('./steps.ts')).steps,
};
