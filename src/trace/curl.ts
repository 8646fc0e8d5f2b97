import type { RecordedBody, RecordedRequest } from './exchange.ts';
import { headerOf } from './exchange.ts';
import { isMasked, isSecretName, schemeOf } from './secrets.ts';
import { needsPrintf, printfForShell, quoteForShell } from './shell.ts';

export interface CurlOptions {
  /** Takes the place of the request's own origin, e.g. `http://localhost:8001`. */
  readonly baseUrl?: string;
  /** Asks the mock for the failure again, in the header `X-Faultline-Instruction`. */
  readonly instruction?: string;
  /** `variables` (the default) puts an environment variable for each credential; `shown` is for keys that are public. */
  readonly credentials?: 'variables' | 'shown';
  /** `wrapped` (the default) breaks a long command; `line` keeps it on one. */
  readonly layout?: 'wrapped' | 'line';
}

/** What curl, the connection or the client sets by itself. */
const automatic = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'sec-fetch-mode',
  'te',
  'transfer-encoding',
  'user-agent',
  'x-request-id',
]);

/** A secret as an environment variable, named after its header or parameter. */
export function variableFor(name: string): string {
  const word = name.replace(/\W/g, '_').toUpperCase();
  return `$${/^\d/.test(word) ? '_' : ''}${word}`;
}

function withVariable(before: string, variable: string): string {
  return /^[\w: -]*$/.test(before) ? `"${before}${variable}"` : `${quoteForShell(before)}"${variable}"`;
}

function headerWord(name: string, value: string, shown: boolean): string {
  // curl drops a header without a value unless it ends in a semicolon.
  if (value === '') return quoteForShell(`${name};`);
  const scheme = schemeOf(value);
  const secret = isMasked(value.slice(scheme.length)) || (isSecretName(name) && !shown);
  return secret ? withVariable(`${name}: ${scheme}`, variableFor(name)) : quoteForShell(`${name}: ${value}`);
}

function headerWords({ headers, body }: RecordedRequest, { instruction, credentials }: CurlOptions): readonly string[] {
  const own = headers
    .filter(([name, value]) => !automatic.has(name.toLowerCase()) && !(/^accept$/i.test(name) && value === '*/*'))
    .map(([name, value]) => `-H ${headerWord(name, value, credentials === 'shown')}`);
  // Without this curl would call every body a form.
  const untyped = body !== null && headerOf(headers, 'content-type') === undefined ? ["-H 'Content-Type:'"] : [];
  const asked = instruction === undefined ? [] : [`-H ${quoteForShell(`X-Faultline-Instruction: ${instruction}`)}`];
  return [...own, ...untyped, ...asked];
}

function methodWords({ method, body }: RecordedRequest): readonly string[] {
  if (method === 'HEAD') return ['--head'];
  return method === (body === null ? 'GET' : 'POST') ? [] : [`-X ${quoteForShell(method)}`];
}

const longestBody = 4000;

/** A shell takes only so much on a line, and what was cut off can't be repeated at all. */
function isTooLong({ text, cut }: RecordedBody): boolean {
  return cut || text.length > longestBody;
}

function bodyWords(body: RecordedBody | null): readonly string[] {
  if (body === null) return [];
  if (isTooLong(body)) return ['--data-binary @body'];
  return needsPrintf(body.text) ? ['--data-binary @-'] : [`--data-raw ${quoteForShell(body.text)}`];
}

/** Each secret parameter becomes a variable outside of the quotes, so that the rest stays protected by them. */
function urlWord(url: string, shown: boolean): string {
  const pieces = url.split(/(?<=[?&])([^?&=#]+=)([^&#]*)/);
  const words: string[] = [];
  let plain = '';
  for (let at = 0; at < pieces.length; at += 3) {
    const [text = '', name = '', value = ''] = pieces.slice(at, at + 3);
    plain += text + name;
    if (value !== '' && (isMasked(value) || (isSecretName(name.slice(0, -1)) && !shown))) {
      words.push(quoteForShell(plain), `"${variableFor(name.slice(0, -1))}"`);
      plain = '';
    } else plain += value;
  }
  return words.join('') + (plain === '' ? '' : quoteForShell(plain));
}

function urlWords(url: string, { baseUrl, credentials }: CurlOptions): readonly string[] {
  const whole = baseUrl === undefined ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, () => baseUrl);
  // curl would expand brackets and tidy up dots on its own.
  const globs = /[[\]{}]/.test(whole) ? ['--globoff'] : [];
  const dots = /\/\.{1,2}(?:[/?#]|$)/.test(whole) ? ['--path-as-is'] : [];
  return [...globs, ...dots, urlWord(whole, credentials === 'shown')];
}

const longestLine = 100;

/**
 * The request as a command for a POSIX shell. Credentials become environment variables named after their header or
 * parameter; what curl sets by itself is left out.
 */
export function toCurl(request: RecordedRequest, options: CurlOptions = {}): string {
  const { body } = request;
  const words = [
    'curl',
    ...methodWords(request),
    ...headerWords(request, options),
    ...bodyWords(body),
    ...urlWords(request.url, options),
  ];
  const line = words.join(' ');
  const command = line.length > longestLine && options.layout !== 'line' ? words.join(' \\\n  ') : line;
  if (body === null) return command;
  if (isTooLong(body)) return `# the file "body" holds the ${body.bytes} bytes of the body\n${command}`;
  return needsPrintf(body.text) ? `${printfForShell(body.text)} | ${command}` : command;
}
