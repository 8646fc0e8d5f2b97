import { distance } from 'fastest-levenshtein';
import { type Place, Problem } from '../problem.ts';
import { nearest } from '../suggest.ts';
import { backgroundsOf, type Scenario, scenariosOf } from './lineage.ts';
import type { GherkinDocument } from './messages.ts';

const headings = [
  'Feature',
  'Rule',
  'Background',
  'Scenario',
  'Scenario Outline',
  'Scenario Template',
  'Scenarios',
  'Example',
  'Examples',
];
const stepKeywords = ['Given', 'When', 'Then'];
/** English words that are one letter away from a keyword. */
const innocent = /^(?:the|them|they|than|thin|thee|hen|ten|gives?|given|when|then)$/i;

interface Prose {
  readonly text: string;
  /** Line of the heading that it stands under. */
  readonly below: number;
  /** The scenario or background whose first step it could have been. */
  readonly before: (Pick<Scenario, 'keyword'> & Partial<Pick<Scenario, 'examples'>>) | null;
}

/**
 * Lines of descriptions that were meant as headings or steps. Gherkin takes every line below a heading that doesn't
 * begin with a keyword for prose, so `Scenarioo: …` makes all that follows disappear without an error.
 */
export function swallowedLines(
  document: GherkinDocument,
  source: string,
  isStep: (text: string) => boolean,
): readonly Problem[] {
  return proseOf(document).flatMap((prose) =>
    linesOf(prose, source).flatMap(({ text, line }) => {
      const place = { file: document.uri ?? '', line };
      return swallowedHeading(text, document, place) ?? swallowedStep(text, prose, isStep, place) ?? [];
    }),
  );
}

function proseOf(document: GherkinDocument): readonly Prose[] {
  const { feature } = document;
  if (feature === undefined) return [];
  const scenarios = scenariosOf(document).map(({ scenario }) => scenario);
  const rules = feature.children.flatMap(({ rule }) => rule ?? []);
  const tables = scenarios.flatMap(({ examples }) => examples);
  const prose = (before: boolean) => (holder: Omit<Scenario, 'examples' | 'steps'> & Partial<Scenario>) => ({
    text: holder.description,
    below: holder.location.line,
    before: before ? holder : null,
  });
  const all = [
    ...[feature, ...rules, ...tables].map((holder) => prose(false)({ id: '', ...holder })),
    ...[...scenarios, ...backgroundsOf(document)].map((holder) => prose(true)({ tags: [], ...holder })),
  ];
  return all.filter(({ text }) => text !== '');
}

/** The description's lines where they stand in the file: Gherkin drops blank lines and comments. */
function linesOf({ text, below }: Prose, source: string): readonly { text: string; line: number }[] {
  const lines = source.split(/\r?\n/);
  let at = below;
  return text.split('\n').flatMap((wanted) => {
    const found = lines.findIndex((candidate, index) => index >= at && candidate.trim() === wanted.trim());
    if (found === -1 || wanted.trim() === '') return [];
    at = found + 1;
    return [{ text: wanted.trim(), line: found + 1 }];
  });
}

function meantHeading(text: string): string | null {
  const word = /^([\p{L}]+(?: \p{L}+)?) ?:/u.exec(text)?.[1];
  if (word === undefined) return null;
  return headings.includes(word) ? word : nearest(word, headings);
}

function withExample(text: string, { before }: Prose): string {
  const table = before?.examples?.find(({ tableBody }) => tableBody.length > 0);
  const names = table?.tableHeader?.cells.map(({ value }) => value) ?? [];
  const values = table?.tableBody[0]?.cells.map(({ value }) => value) ?? [];
  return text.replace(/<([^>]+)>/g, (placeholder, name: string) => values[names.indexOf(name)] ?? placeholder);
}

function isMeantStep(text: string, isStep: (text: string) => boolean): boolean {
  return isStep(text) || isStep(text.replace(/^\S+\s+/, ''));
}

function isTypo(text: string): boolean {
  const word = /^\p{L}+(?=\s)/u.exec(text)?.[0] ?? '';
  return !innocent.test(word) && stepKeywords.some((keyword) => distance(word, keyword) === 1);
}

function swallowedHeading(text: string, { feature }: GherkinDocument, place: Place): Problem | null {
  const heading = feature?.language === 'en' ? meantHeading(text) : null;
  if (heading === null) return null;
  return new Problem(
    'mistyped-keyword',
    `Failed to read "${text}": it is no keyword here, so Gherkin takes it for a description. Did you mean "${heading}:"?`,
    `Write "${heading}:" where such a heading may stand, or reword the line.`,
    { place },
  );
}

function swallowedStep(text: string, prose: Prose, isStep: (text: string) => boolean, place: Place): Problem | null {
  if (!isMeantStep(withExample(text, prose), isStep) && !(prose.before !== null && isTypo(text))) return null;
  const meant = nearest(/^\S+/.exec(text)?.[0] ?? '', stepKeywords);
  const hint = meant === null ? '' : ` Did you mean "${meant}"?`;
  return new Problem(
    'mistyped-keyword',
    `Failed to read "${text}": it reads like a step, but Gherkin takes it for a description.${hint}`,
    'Begin the line with Given, When, Then, And or But below a scenario, or reword it.',
    { place },
  );
}
