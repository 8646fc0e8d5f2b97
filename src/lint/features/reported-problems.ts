import type { RuleInfo } from '../rule.ts';

function rule(name: string, summary: string, why: string): RuleInfo {
  return { name, about: 'features', severity: 'error', summary, why, reference: '' };
}

/** What a run refuses by itself, by the code of the problem that it reports. `lint` says it without running anything. */
export const reportedProblems: readonly RuleInfo[] = [
  rule('unreadable-feature', 'a line that isn’t Gherkin', 'Not one scenario of any file runs.'),
  rule('undefined-step', 'a step that nothing defines', 'The scenario stops there and proves nothing.'),
  rule(
    'ambiguous-step',
    'a step that several definitions match',
    'Which of them would run nobody can say, so none does.',
  ),
  rule(
    'undefined-parameter-type',
    'a definition with a parameter type that doesn’t exist',
    'Its step can never match.',
  ),
  rule('no-then', 'a scenario without a Then', 'Nothing could break it, so it passes whatever the API does.'),
  rule('empty-scenario', 'a scenario without steps', 'It looks like a test in every list, and tests nothing.'),
  rule('empty-feature', 'a file without a scenario', 'It looks like a test in every folder, and tests nothing.'),
  rule('no-examples', 'an outline without a row of examples', 'It makes no scenario at all, without a word.'),
  rule(
    'mistyped-keyword',
    'a line of prose that was meant as a heading or step',
    'Gherkin takes whatever it doesn’t know for a description, and what was meant isn’t run.',
  ),
  rule('broken-steps', 'a file of steps that can’t be loaded', 'No scenario runs.'),
  rule('broken-expression', 'a step whose expression can’t be read', 'No scenario runs.'),
];
