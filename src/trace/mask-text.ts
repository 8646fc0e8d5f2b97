import { isMasked, maskOf, maskPattern } from './secrets.ts';

/** Texts that give themselves away wherever they stand: tokens of three parts, known prefixes, what stands behind "Bearer" and "Basic". */
const secretShapes = [
  String.raw`\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?`,
  String.raw`\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][\w-]{8,}`,
  String.raw`\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})`,
  String.raw`(?<=\b[Bb]earer\s+)[^\s"',;<>]{8,}`,
  // RFC 7617 §2: base64, which no word of a sentence looks like.
  String.raw`(?<=\b[Bb]asic\s+)(?=[A-Za-z0-9+/]*(?:[0-9+/=]|[a-z][A-Z]))[A-Za-z0-9+/]{8,}={0,2}`,
  // The length first: most words are shorter, and this is looked for at each of them.
  String.raw`(?<![\w-])(?=[\w-]{40})(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]+`,
];

/** Shorter ones are masked where they stand, but not looked for elsewhere: they would be found in every text. */
const shortestSecretToLookFor = 6;

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** Every way in which a text may write the secret down. */
function spellings(secret: string): readonly string[] {
  return [secret, secret.trim(), JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
}

const mostPatternsKept = 100;
const patternsKept = new Map<string, RegExp>();

/** The same secrets come again and again, text after text, and a pattern costs more to build than to use. */
function patternOf(secrets: readonly string[]): RegExp {
  const key = JSON.stringify(secrets);
  const pattern = patternsKept.get(key) ?? buildPattern(secrets);
  if (patternsKept.size >= mostPatternsKept) patternsKept.clear();
  patternsKept.set(key, pattern);
  return pattern;
}

function buildPattern(secrets: readonly string[]): RegExp {
  const known = secrets.filter((secret) => secret.trim().length >= shortestSecretToLookFor);
  const spelt = [...new Set(known.flatMap(spellings))].sort((one, other) => other.length - one.length);
  // Masks stand first, so that none of the other patterns reaches into one.
  return new RegExp([maskPattern, ...spelt.map(escapePattern), ...secretShapes].join('|'), 'g');
}

function sweep(text: string, pattern: RegExp, conceal: (secret: string) => string): string {
  return text.replace(pattern, (found) => (isMasked(found) ? found : conceal(found)));
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
  for (const [found] of text.matchAll(patternOf(secrets))) if (!isMasked(found)) return true;
  return false;
}

/** `maskText` for many texts and the same secrets: what is looked for is worked out once. */
export function createTextMask(secrets: readonly string[]): (text: string) => string {
  const pattern = patternOf(secrets);
  return (text) => sweep(text, pattern, maskOf);
}
