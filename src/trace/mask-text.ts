import { isMasked, maskOf, maskPattern } from './secrets.ts';

/** A text that gives itself away wherever it stands, and what no such text lacks: a plain word that is found in no time. */
interface SecretShape {
  readonly hint: string;
  readonly shape: string;
}

/** Tokens of three parts, known prefixes, what stands behind "Bearer" and "Basic". */
const secretShapes: readonly SecretShape[] = [
  { hint: 'eyJ', shape: String.raw`\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?` },
  {
    hint: '[spr]k[-_](?:live|test|proj|ant)',
    shape: String.raw`\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][\w-]{8,}`,
  },
  {
    hint: 'gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|AKIA|AIza',
    shape: String.raw`\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})`,
  },
  { hint: String.raw`earer\s`, shape: String.raw`(?<=\b[Bb]earer\s{1,20})[^\s"',;<>]{8,}` },
  {
    hint: String.raw`asic\s`,
    // RFC 7617 §2: base64, which no word of a sentence looks like.
    shape: String.raw`(?<=\b[Bb]asic\s{1,20})(?=[A-Za-z0-9+/]*(?:[0-9+/=]|[a-z][A-Z]))[A-Za-z0-9+/]{8,}={0,2}`,
  },
];

const shortestUnnamed = 40;

/** Long enough that it is no word, and of all kinds of letters. The length first: most words are shorter. */
const unnamedSecret = String.raw`(?<![\w-])(?=[\w-]{${shortestUnnamed}})(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]+`;

/** Whether so many letters, digits, "_" and "-" stand in a row anywhere. Most of the text need not be looked at for that. */
function hasLongWord(text: string): boolean {
  let start = 0;
  while (start + shortestUnnamed <= text.length) {
    let at = start + shortestUnnamed - 1;
    while (at >= start && isWordCode(text.charCodeAt(at))) at -= 1;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}

/** `[\w-]` */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    code === 45 ||
    code === 95
  );
}

/** Shorter ones are masked where they stand, but not looked for elsewhere: they would be found in every text. */
const shortestSecretToLookFor = 6;

/** Longer ones are no part of a pattern, which would become too large to be one. */
const longestInPattern = 500;

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** Every way in which a text may write the secret down. */
function spellings(secret: string): readonly string[] {
  return [secret, secret.trim(), JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
}

/** What is looked for in a text. */
interface Pattern {
  /** Finds nothing in a text without secrets, most often, and takes a quarter of the time. */
  readonly hint: RegExp;
  readonly whole: RegExp;
  /** Secrets that are looked for as they are, the longest first. */
  readonly long: readonly string[];
}

const mostPatternsKept = 100;
const patternsKept = new Map<string, Pattern>();

/** The same secrets come again and again, text after text, and a pattern costs more to build than to use. */
function patternOf(secrets: readonly string[]): Pattern {
  const key = JSON.stringify(secrets);
  const pattern = patternsKept.get(key) ?? buildPattern(secrets);
  if (patternsKept.size >= mostPatternsKept) patternsKept.clear();
  patternsKept.set(key, pattern);
  return pattern;
}

function buildPattern(secrets: readonly string[]): Pattern {
  const known = secrets.filter((secret) => secret.trim().length >= shortestSecretToLookFor);
  const spelt = [...new Set(known.flatMap(spellings))].sort((one, other) => other.length - one.length);
  const plain = spelt.filter(({ length }) => length <= longestInPattern).map(escapePattern);
  const shapes = secretShapes.map(({ shape }) => shape);
  return {
    hint: new RegExp([...plain, ...secretShapes.map(({ hint }) => hint)].join('|')),
    // Masks stand first, so that none of the other patterns reaches into one.
    whole: new RegExp([maskPattern, ...plain, ...shapes, unnamedSecret].join('|'), 'g'),
    long: spelt.filter(({ length }) => length > longestInPattern),
  };
}

function mayHold(text: string, { hint, long }: Pattern): boolean {
  return hint.test(text) || hasLongWord(text) || holdsOne(text, long);
}

function holdsOne(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => text.includes(secret));
}

function sweep(text: string, pattern: Pattern, conceal: (secret: string) => string): string {
  if (!mayHold(text, pattern)) return text;
  const { whole, long } = pattern;
  const begun = long.reduce((some, secret) => some.replaceAll(secret, () => conceal(secret)), text);
  return begun.replace(whole, (found) => (isMasked(found) ? found : conceal(found)));
}

/** Replaces the secrets wherever the text repeats them, and everything that looks like a token, by what `conceal` makes of it. */
export function sweepText(text: string, secrets: readonly string[], conceal: (secret: string) => string): string {
  return sweep(text, patternOf(secrets), conceal);
}

/** Masks the secrets wherever the text repeats them, and everything that looks like a token. */
export function maskText(text: string, secrets: readonly string[]): string {
  return sweepText(text, secrets, maskOf);
}

/** Whether there is anything in the text that `maskText` would mask. One long text is looked through faster than many short ones. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  const pattern = patternOf(secrets);
  if (!mayHold(text, pattern)) return false;
  if (holdsOne(text, pattern.long)) return true;
  for (const [found] of text.matchAll(pattern.whole)) if (!isMasked(found)) return true;
  return false;
}

/** `maskText` for many texts and the same secrets: what is looked for is worked out once. */
export function createTextMask(secrets: readonly string[]): (text: string) => string {
  const pattern = patternOf(secrets);
  return (text) => sweep(text, pattern, maskOf);
}
