import { createRequire } from 'node:module';
import type { AST } from '@eslint-community/regexpp';

/** How a text is drawn from a pattern. */
interface Drawing {
  /** Which of so many choices is taken at the next place. */
  readonly choose: (choices: number) => number;
  /** So often something repeats that may repeat. */
  readonly width: number;
  readonly flags: string;
  readonly groups: Map<unknown, string>;
  /** Letters that may still be drawn: what repeats within what repeats has no end worth waiting for. */
  budget: number;
}

const require = createRequire(import.meta.url);
const alphabet = [
  ...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_. @/:+#,;=!?()[]{}\'"&%$*~^|<>\\\t\n',
];
const maxLetters = 4000;
const widths = [0, 1, 4, 8, 16, 32, 64];

/** Bounds that a text has to keep beside its pattern. */
export interface TextBounds {
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

/**
 * A text that matches the pattern; other numbers give other texts where the pattern leaves a choice.
 * Null: none was found, as for patterns that look ahead.
 */
export function textOfPattern(pattern: string, { minLength = 0, maxLength = 1000 }: TextBounds = {}, number = 0) {
  const read = readPattern(pattern);
  if (read === null) return null;
  for (const width of number === 0 ? widths : widths.slice(2)) {
    const text = drawNumbered(read, width, number);
    if (text.length > maxLength) break;
    if (text.length >= minLength && read.test.test(text)) return text;
  }
  return null;
}

interface ReadPattern {
  readonly root: AST.Pattern;
  readonly test: RegExp;
  readonly flags: string;
}

const read = new Map<string, ReadPattern | null>();

function readPattern(source: string): ReadPattern | null {
  const known = read.get(source);
  if (known !== undefined) return known;
  // Loaded only where a document has a pattern to draw from.
  const { RegExpParser } = require('@eslint-community/regexpp') as typeof import('@eslint-community/regexpp');
  const found = ['u', ''].map((flags) => {
    try {
      const root = new RegExpParser().parsePattern(source, 0, source.length, flags === 'u');
      return { root, test: new RegExp(source, flags), flags };
    } catch {
      return null;
    }
  });
  const result = found.find((one) => one !== null) ?? null;
  read.set(source, result);
  return result;
}

/** The number in digits of mixed base, one for each place that leaves a choice, the last place first. */
function drawNumbered({ root, flags }: ReadPattern, width: number, number: number): string {
  const sizes: number[] = [];
  const draw = (choose: Drawing['choose']) =>
    textOf(root, { choose, width, flags, groups: new Map(), budget: maxLetters });
  const plain = draw((choices) => {
    sizes.push(choices);
    return 0;
  });
  if (number === 0) return plain;
  let rest = number;
  const digits = sizes.toReversed().map((size) => {
    const digit = rest % size;
    rest = Math.floor(rest / size);
    return digit;
  });
  return draw(() => digits.pop() ?? 0);
}

function textOf(node: AST.Pattern | AST.Element | AST.Alternative, drawing: Drawing): string {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
      return alternativeOf(node.alternatives, drawing);
    case 'CapturingGroup': {
      const text = alternativeOf(node.alternatives, drawing);
      drawing.groups.set(node, text);
      return text;
    }
    case 'Alternative':
      return node.elements.map((element) => textOf(element, drawing)).join('');
    case 'Quantifier': {
      const times = Math.min(node.max, Math.max(node.min, drawing.width));
      let text = '';
      for (let time = 0; time < times && drawing.budget > 0; time += 1) {
        drawing.budget -= 1;
        text += textOf(node.element, drawing);
      }
      return text;
    }
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'Backreference':
      return [node.resolved].flat().map((group) => drawing.groups.get(group) ?? '')[0] ?? '';
    // What stands around a text says nothing that can be drawn; the whole text is tried afterwards.
    case 'Assertion':
      return '';
    default:
      return oneOf(node.raw, drawing);
  }
}

function alternativeOf(alternatives: readonly AST.Alternative[], drawing: Drawing): string {
  const [first] = alternatives;
  return first === undefined ? '' : textOf(first, drawing);
}

/** One letter of a class such as `[a-z]` or `\d`. */
function oneOf(raw: string, { choose, flags }: Drawing): string {
  const test = new RegExp(`^${raw}$`, flags);
  const letters = alphabet.filter((letter) => test.test(letter));
  if (letters.length > 0) return letters[choose(letters.length)] ?? '';
  for (let code = 0xa0; code < 0x3000; code += 1) {
    const letter = String.fromCodePoint(code);
    if (test.test(letter)) return letter;
  }
  return '';
}
