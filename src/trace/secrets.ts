const mark = '••••';

const oddities: readonly (readonly [RegExp, string])[] = [
  [/^\s*$/, 'blank'],
  [/^[^\S\r\n]+\S|\S[^\S\r\n]+$/, 'a space at its edge'],
  [/\S[^\S\r\n]+\S/, 'a space inside'],
  [/[\r\n]/, 'a line break'],
  [/["'“”‘’]/, 'quotes'],
  [/\$\{|\{\{|<[A-Za-z_]+>/, 'a placeholder'],
];

/** Every mask that this file makes, and nothing else: a secret that begins like one is still a secret. */
export const maskPattern = String.raw`${mark}(?:\(\d+\)| \(\d+ characters?(?:, (?:${oddities.map(([, words]) => words).join('|')}))*\))`;

const wholeMask = new RegExp(`^${maskPattern}$`);

/** Whether a value has been masked before. */
export function isMasked(value: string): boolean {
  return wholeMask.test(value);
}

const secretWords = new Set([
  'apikey',
  'auth',
  'authentication',
  'authorization',
  'bearer',
  'cookie',
  'credential',
  'credentials',
  'jwt',
  'key',
  'keys',
  'otp',
  'passphrase',
  'passwd',
  'password',
  'pwd',
  'secret',
  'secrets',
  'session',
  'sessionid',
  'sig',
  'signature',
  'token',
  'tokens',
]);

/** Names that hold one of the words and no secret: they say which request, row or page is meant. */
const openNames =
  /^(x-)?idempotency-?key$|^x-event-key$|^(cache|foreign|partition|primary|public|routing|sort|surrogate)-key$|^(max|completion|prompt|total)-tokens$/;

/** `apiKey`, `API_KEY` and `api.key` as `api-key`. */
function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}

const mostNamesKept = 1000;
const namesKept = new Map<string, boolean>();

/** Whether a header, parameter or field of this name is taken to hold a secret. */
export function isSecretName(name: string): boolean {
  const known = namesKept.get(name);
  if (known !== undefined) return known;
  const secret = soundsSecret(name);
  if (namesKept.size >= mostNamesKept) namesKept.clear();
  namesKept.set(name, secret);
  return secret;
}

function soundsSecret(name: string): boolean {
  const plain = kebab(name);
  if (openNames.test(plain)) return false;
  return (
    plain.split('-').some((word) => secretWords.has(word)) ||
    /(api|access|private|secret)key|(access|refresh|id)token|pass(word|wd)/.test(plain)
  );
}

const schemes = /^(?:basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)[ \t]+(?=\S)/i;

/** The authentication scheme that a credential begins with, and its blank; empty when there is none. */
export function schemeOf(credential: string): string {
  return schemes.exec(credential)?.[0] ?? '';
}

/** What is found in one exchange, so that a secret seen in a header is also masked where the answer repeats it. */
export interface Ledger {
  readonly secrets: Set<string>;
  masked: number;
}

/** What stands in place of a secret: its length, and what is odd about it, which is what diagnosis needs. */
export function maskOf(secret: string): string {
  const odd = oddities.filter(([pattern]) => pattern.test(secret)).map(([, words]) => words);
  const length = `${secret.length} character${secret.length === 1 ? '' : 's'}`;
  return `${mark} (${[length, ...odd].join(', ')})`;
}

/** The mask without blanks, so that a URL stays one word. */
export function maskInUrl(secret: string): string {
  return `${mark}(${secret.length})`;
}

function note(secret: string, ledger: Ledger, mask: (secret: string) => string): string {
  if (secret === '' || isMasked(secret)) return secret;
  ledger.masked += 1;
  ledger.secrets.add(secret);
  return mask(secret);
}

/** Masks a secret and remembers it. An empty one stays: that it is empty is the point. */
export function hide(secret: string, ledger: Ledger): string {
  return note(secret, ledger, maskOf);
}

/** The same within a URL. */
export function hideInUrl(secret: string, ledger: Ledger): string {
  return note(secret, ledger, maskInUrl);
}
