import { isMasked, isSecretName } from './secrets.ts';

/** Strings (also one that is cut off), punctuation, and what stands between them. */
const tokens = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s"{}[\],:]+/g;

interface Scan {
  /** One entry per open bracket: whether everything inside of it is secret. */
  readonly open: boolean[];
  /** Whether the value that comes next is. */
  next: boolean;
}

function unquote(token: string): string {
  const whole = token.length > 1 && token.endsWith('"') ? token : `${token}"`;
  try {
    return String(JSON.parse(whole));
  } catch {
    return token.replace(/^"|"$/g, '');
  }
}

function step(scan: Scan, token: string): void {
  if (token === '{' || token === '[') scan.open.push(scan.next);
  if (token === '}' || token === ']') scan.open.pop();
  if (token !== ':') scan.next = scan.open.at(-1) ?? false;
}

const openValues = new Set(['null', 'true', 'false', '""', '{', '}', '[', ']', ',', ':']);

function isKey(token: string, after: string): boolean {
  return token.startsWith('"') && /^\s*:/.test(after);
}

/**
 * Masks the values of secret fields in a JSON text and leaves every other character as it is.
 *
 * It reads token by token, so that a body that was cut off, or is no JSON at all, is masked as far as it goes.
 */
export function redactJson(text: string, mask: (secret: string) => string): string {
  const scan: Scan = { open: [], next: false };
  return text.replace(tokens, (token, offset: number) => {
    if (isKey(token, text.slice(offset + token.length, offset + token.length + 20))) {
      scan.next = scan.open.at(-1) === true || isSecretName(unquote(token));
      return token;
    }
    const value = token.startsWith('"') ? unquote(token) : token;
    const secret = scan.next && !openValues.has(token) && !isMasked(value);
    step(scan, token);
    return secret ? `"${mask(value)}"` : token;
  });
}
