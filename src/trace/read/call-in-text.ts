import type { RecordedRequest } from '../exchange.ts';

/** The call that the text of an error speaks of, as far as it names it. */
export function callIn(text: string): RecordedRequest {
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
  const [, origin, below] = /\bhost \[(https?:\/\/[^\s\]]+)\], URI \[\/?([^\s\]]*)\]/.exec(text) ?? [];
  if (origin !== undefined) return `${origin}/${below}`;
  const whole = /\bhttps?:\/\/[^\s'"`<>)，。、；）」』”’]+/.exec(text)?.[0];
  if (whole !== undefined) return whole.replace(whole.includes('[') ? /[.,;:]+$/ : /[.,;:\]]+$/, '');
  const [, scheme = 'https', pool, port] = /HTTP(S?)ConnectionPool\(host='([^']+)', port=(\d+)\)/.exec(text) ?? [];
  const path = /with url: (\S+)/.exec(text)?.[1] ?? '/';
  if (pool !== undefined)
    return `${scheme === '' ? 'http' : 'https'}://${pool}${port === '443' || port === '80' ? '' : `:${port}`}${path}`;
  const host = hosts.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  return host === undefined ? 'https://unknown.invalid/' : `https://${host}/`;
}
