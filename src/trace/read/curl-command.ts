import { parseArgs } from 'node:util';
import { split } from 'shlex';
import type { HeaderList, Outcome, RecordedRequest } from '../exchange.ts';
import { headerOf } from '../exchange.ts';
import { answerIn } from './answer-in-text.ts';
import { readErrorWords } from './error-words.ts';
import { failureText } from './failure-text.ts';
import { bodyOf, headerLine, noResponse, parseResponse, recordedExchange } from './http-text.ts';
import { defineFormat, type Recording, recordingOf } from './recording.ts';
import { toldAnswer } from './told-answer.ts';

/** A curl command, with what it printed below it where that was copied along. */
export const curlCommand = defineFormat({
  name: 'curl-command',
  summary: 'a curl command (copied from a browser or documentation), with or without its output',
  reference: 'curl(1)',
  read(text) {
    const [, command] = typed.exec(text) ?? [];
    if (command === undefined) return null;
    const { words, rest } = takeCommand(command);
    // With -v, curl itself prints the request better than the command tells it.
    if (/^> [A-Z]+ \S+/m.test(rest)) return null;
    const request = requestOf(words.slice(1));
    return request === null ? null : exchangeOf(request, rest);
  },
});

/** A command behind a prompt, if any: `$`, `#`, `>`, `%`, with user, machine and folder before it. */
const typed = /^\s*(?:[^\n]{0,80}[$#>%]\s+|[$#>%]\s*)?((?:curl(?:\.exe)?)\s(?!error \d)[\s\S]*)$/;

/** Takes as many lines as the command has: quotes and a backslash (or cmd.exe's ^) at a line's end carry it on. */
function takeCommand(text: string): { readonly words: readonly string[]; readonly rest: string } {
  const lines = text.replaceAll('\r', '').replaceAll(/\^\n/g, '\\\n').split('\n');
  for (let count = 1; count <= lines.length; count += 1) {
    const taken = lines.slice(0, count).join('\n');
    const words = taken.endsWith('\\') ? null : wordsOf(taken);
    if (words !== null) return { words, rest: lines.slice(count).join('\n') };
  }
  return { words: text.split(/\s+/), rest: '' };
}

/** Whatever a shell takes as it stands: between single quotes, and behind a backslash. */
const literal = /'[^']*'|\\[\s\S]/;
const variable = /\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*|\([^()]*\))/;

/** The command with asterisks for the variables that the shell fills in; between single quotes it fills in none. */
function expanded(command: string): string {
  let isQuoted = false;
  const tokens = new RegExp(`${literal.source}|${variable.source}|"`, 'g');
  return command.replaceAll(tokens, (token) => {
    if (token === '"') isQuoted = !isQuoted;
    if (token.startsWith("'") && isQuoted) return token.replaceAll(new RegExp(variable, 'g'), '***');
    return token.startsWith('$') ? '***' : token;
  });
}

function wordsOf(command: string): readonly string[] | null {
  try {
    return split(expanded(command));
  } catch {
    return null;
  }
}

/** What curl printed below: a whole message, an error of its own, or the body alone. */
function exchangeOf(request: RecordedRequest, output: string): Omit<Recording, 'format'> | null {
  const recorded = (outcome: Outcome | null) => recordingOf([recordedExchange({ id: 'command-1', request, outcome })]);
  const at = output.search(/^HTTP\/\d(\.\d)? \d{3}/m);
  const response = at === -1 ? null : parseResponse(output.slice(at).trim());
  if (response !== null) return recorded({ kind: 'response', response });
  const trouble = /^curl: \(\d+\).*$/m.exec(output)?.[0];
  const error = trouble === undefined ? null : readErrorWords(trouble);
  if (trouble !== undefined && error !== null) return recorded(noResponse(error.code, trouble, error.phase));
  const told = /^\s*[{[]/.test(output) ? answerIn(output) : null;
  if (told === null) return ofPrinted(output, request) ?? recorded(null);
  const recording = recorded({ kind: 'response', response: told.response });
  return recording && (told.isGuessed ? { ...recording, statusGuessed: true } : recording);
}

/** A page or a text below a command; null when it speaks of no failure. */
function ofPrinted(output: string, request: RecordedRequest): Omit<Recording, 'format'> | null {
  const read = output.trim() === '' ? null : (toldAnswer.read(output) ?? failureText.read(output));
  return read && { ...read, exchanges: read.exchanges.map((exchange) => ({ ...exchange, request })) };
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

/** curl's options that say something about the request, and those that have a value and say nothing. */
const options = {
  request: { ...text, short: 'X' },
  url: text,
  header: { ...texts, short: 'H' },
  data: { ...texts, short: 'd' },
  'data-raw': texts,
  'data-ascii': texts,
  'data-binary': texts,
  'data-urlencode': texts,
  json: texts,
  user: { ...text, short: 'u' },
  'oauth2-bearer': text,
  'user-agent': { ...text, short: 'A' },
  referer: { ...text, short: 'e' },
  cookie: { ...texts, short: 'b' },
  get: { type: 'boolean', short: 'G' },
  head: { type: 'boolean', short: 'I' },
  output: { ...text, short: 'o' },
  'max-time': { ...text, short: 'm' },
  'connect-timeout': text,
  retry: text,
  'retry-delay': text,
  'retry-max-time': text,
  'write-out': { ...text, short: 'w' },
  cacert: text,
  cert: { ...text, short: 'E' },
  key: text,
  proxy: { ...text, short: 'x' },
  resolve: texts,
  'cookie-jar': { ...text, short: 'c' },
  'upload-file': { ...text, short: 'T' },
  form: { ...texts, short: 'F' },
} as const;

const dataNames = ['data', 'data-raw', 'data-ascii', 'data-binary', 'data-urlencode', 'json'] as const;

function requestOf(words: readonly string[]): RecordedRequest | null {
  const { values, positionals } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true });
  const address = one(values['url']) ?? positionals.find((word) => word !== '');
  if (address === undefined) return null;
  const data = dataNames.flatMap((name) => many(values[name]));
  const isGet = values['get'] === true;
  const sends = data.length > 0 && !isGet;
  return {
    method: (one(values['request']) ?? impliedMethod(values, sends)).toUpperCase(),
    url: isGet && data.length > 0 ? withQuery(address, data.join('&')) : withScheme(address),
    headers: headersOf(values, sends),
    body: sends && !isFromFile(values) ? bodyOf(data.join('&')) : null,
  };
}

/** Whether a part of the body stands in a file, which nobody recorded: `-d @alert.json`. */
function isFromFile(values: Values): boolean {
  return dataNames.some((name) => name !== 'data-raw' && many(values[name]).some((value) => /^@./.test(value)));
}

function impliedMethod(values: Values, sends: boolean): string {
  if (values['head'] === true) return 'HEAD';
  return sends ? 'POST' : 'GET';
}

function withScheme(address: string): string {
  return /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
}

function withQuery(address: string, query: string): string {
  return `${withScheme(address)}${address.includes('?') ? '&' : '?'}${query}`;
}

type Values = Readonly<Record<string, unknown>>;

function one(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function many(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** What was asked for, and what curl itself adds. */
function headersOf(values: Values, sends: boolean): HeaderList {
  const given: HeaderList = many(values['header']).flatMap((line) => headerLine(line.replace(/;$/, ':')));
  const user = one(values['user']);
  const bearer = one(values['oauth2-bearer']);
  const isJson = values['json'] !== undefined;
  const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
  const derived: HeaderList = [
    ['Accept', isJson ? 'application/json' : '*/*'],
    ...(sends ? [['Content-Type', type] as const] : []),
    ...(user === undefined ? [] : [['Authorization', `Basic ${toBase64(user)}`] as const]),
    ...(bearer === undefined ? [] : [['Authorization', `Bearer ${bearer}`] as const]),
    ...many(values['cookie']).map((cookie) => ['Cookie', cookie] as const),
  ];
  return [...given, ...derived.filter(([name]) => headerOf(given, name) === undefined)];
}

function toBase64(credentials: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(credentials)));
}
