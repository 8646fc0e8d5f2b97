import { Problem } from '../problem.ts';
import type { CommandUnit, Environment } from './command.ts';
import { choiceOf } from './options.ts';
import { createPainter } from './paint.ts';
import { readSettings } from './settings.ts';
import { renderSteps, renderStepsPage, vscodeSettings } from './steps-output.ts';

interface Options {
  readonly format: 'text' | 'markdown';
  readonly steps?: readonly string[];
  readonly config?: string;
  readonly snippets?: 'vscode';
  readonly json?: boolean;
}

/** Lists what a feature can say. */
export const steps: CommandUnit = {
  name: 'steps',
  summary: 'list every step a feature can use, with its meaning and an example; those in your own steps/ too',
  examples: [
    { line: 'faultline steps', says: 'all of them, by subject' },
    { line: 'faultline steps retry', says: 'those that have to do with a word; several words must all occur' },
    { line: 'faultline steps --format markdown > steps.md', says: 'as a page' },
    {
      line: 'faultline steps --snippets vscode > .vscode/settings.json',
      says: 'what the Cucumber extension (CucumberOpen.cucumber-official) needs to complete them',
    },
  ],
  configure(command, environment) {
    command
      .argument('[words...]', 'only steps in which all these words occur')
      .addOption(choiceOf('--format <name>', 'how to print them', ['text', 'markdown']).default('text'))
      .addOption(choiceOf('--snippets <editor>', 'print settings for an editor instead', ['vscode']))
      .option('--steps <folder...>', 'folders with steps of your own (default: steps/ here and beside features/)')
      .option('--config <file>', 'configuration (default: faultline.config.{ts,json,yaml} here or above)')
      .option('--json', 'print them as JSON')
      .action(async (words: readonly string[], options: Options) => {
        await act(words, options, environment);
      });
  },
};

async function act(words: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { cwd, stdout } = environment;
  const folders = options.steps ?? (await readSettings([], options, cwd)).steps;
  // Cucumber is loaded only by the command that needs it.
  const { filterSteps, stepCatalogue } = await import('../scenarios/index.ts');
  const all = await stepCatalogue({ stepFolders: folders, cwd });
  const found = filterSteps(all, words);
  if (found.length === 0) throw nothingFound(words);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  if (options.snippets !== undefined) stdout.write(json(vscodeSettings(all, folders, cwd)));
  else if (options.json) stdout.write(json(found));
  else if (options.format === 'markdown') stdout.write(renderStepsPage(found));
  else stdout.write(renderSteps(found, createPainter(environment.colour)));
}

function nothingFound(words: readonly string[]): Problem {
  return new Problem(
    'no-such-step',
    `Failed to find steps about "${words.join(' ')}": no step has all of these words.`,
    'Use fewer or other words, or none for all steps.',
  );
}
