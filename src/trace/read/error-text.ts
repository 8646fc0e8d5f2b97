import { readErrorWords } from './error-words.ts';
import { noResponse, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';

/** The words of an error: a stack, a log line, what a tool printed. */
export const errorText = defineFormat({
  name: 'error-text',
  summary: 'text of an error (Node, undici, axios, Python requests, Java, Go, curl)',
  reference: 'the runtimes’ own messages',
  read(text) {
    const error = readErrorWords(text);
    if (error === null) return null;
    const message = lineWith(text, error.code) ?? text.trim().split('\n').at(-1) ?? '';
    const outcome = noResponse(error.code, message.trim().slice(0, 1000), error.phase);
    return recordingOf([recordedExchange({ id: 'error-1', request: requestIn(text), outcome })]);
  },
});

function lineWith(text: string, code: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => line.includes(code)) ?? lines.findLast((line) => readErrorWords(line) !== null);
}

/** The call that failed, as far as the text names it. */
function requestIn(text: string) {
  const method =
    /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/.exec(text)?.[1] ??
    /method: '([a-z]+)'/i.exec(text)?.[1]?.toUpperCase() ??
    'GET';
  return { method, url: urlIn(text), headers: [], body: null };
}

const hosts = [
  /ENOTFOUND ([\w.-]+)/,
  /EAI_AGAIN ([\w.-]+)/,
  /(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH) ([\w.:-]+)/,
  /resolve host:? ([\w.-]+)/i,
  /Failed to connect to ([\w.-]+) port \d+/i,
  /Host: ([\w.-]+?)\.? is not/,
];

function urlIn(text: string): string {
  const whole = /\bhttps?:\/\/[^\s'"<>)]+/.exec(text)?.[0];
  if (whole !== undefined) return whole.replace(/[.,;:]+$/, '');
  const [, scheme = 'https', pool, port] = /HTTP(S?)ConnectionPool\(host='([^']+)', port=(\d+)\)/.exec(text) ?? [];
  const path = /with url: (\S+)/.exec(text)?.[1] ?? '/';
  if (pool !== undefined)
    return `${scheme === '' ? 'http' : 'https'}://${pool}${port === '443' || port === '80' ? '' : `:${port}`}${path}`;
  const host = hosts.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  return host === undefined ? 'https://unknown.invalid/' : `https://${host}/`;
}
