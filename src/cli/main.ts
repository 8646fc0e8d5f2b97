import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package.ts';
import { exitCodes, printProblem, problemsOf, worstExit } from '../problem.ts';
import type { CommandUnit, Environment } from './command.ts';
import { commands } from './index.ts';

/** Runs one command line. Every error ends here: a Problem as its lines, anything else, a defect of ours, with its stack. */
export async function main(args: readonly string[], environment: Environment): Promise<void> {
  const program = createProgram(await unitsFor(args), { ...environment, words: args });
  try {
    if (args.length === 0) {
      program.outputHelp();
      return;
    }
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    report(error, environment);
  }
}

/** The command that is called; all of them for whoever asks what there is, or calls none that there is. */
async function unitsFor([first = '']: readonly string[]): Promise<readonly CommandUnit[]> {
  const called = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all((called === undefined ? Object.values(commands) : [called]).map((load) => load()));
}

function createProgram(units: readonly CommandUnit[], environment: Environment): Command {
  const program = new Command('faultline');
  program
    .description('Failure contracts for APIs: a mock that fails on purpose, scenarios that say how, a report.')
    .version(packageVersion)
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows the options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void environment.stdout.write(text),
      writeErr: (text) => void environment.stderr.write(text),
      getOutHasColors: () => environment.colour,
      getErrHasColors: () => environment.colour,
    });
  for (const unit of units) add(program, unit, environment);
  program.addHelpText('after', `\n${exitCodeTable}\n`);
  return program;
}

const exitCodeTable = `Exit codes: 0 all kept, 1 a scenario failed or a promise was broken, 2 usage, document or feature
error, 3 target not reached or client not started, 4 a gate not met (--min-coverage, --fail-on-drift),
5 nothing ran.`;

function add(program: Command, unit: CommandUnit, environment: Environment): void {
  const command = program.command(unit.name).description(unit.summary);
  command.exitOverride();
  command.copyInheritedSettings(program);
  unit.configure(command, environment);
  const examples = unit.examples.map(({ line, says }) => `  ${line}\n      ${says}`).join('\n');
  command.addHelpText('after', `\nExamples:\n${examples}\n`);
}

function report(error: unknown, environment: Environment): void {
  if (error instanceof CommanderError) {
    environment.exit(error.exitCode === 0 ? exitCodes.kept : exitCodes.usage);
    return;
  }
  const problems = problemsOf(error);
  if (problems.length === 0) {
    environment.stderr.write(`This is a defect of Faultline, not of your input:\n${stackOf(error)}\n`);
    environment.exit(exitCodes.usage);
    return;
  }
  environment.stderr.write(`${problems.map(printProblem).join('\n\n')}\n`);
  environment.exit(worstExit(problems.map((problem) => problem.exitCode)));
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
