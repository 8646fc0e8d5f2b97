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
  return (
    ofElastic(text) ??
    ofAxios(text) ??
    wholeUrl(text) ??
    ofPool(text) ??
    `https://${hostIn(text) ?? 'unknown.invalid'}/`
  );
}

/** `host [http://search:9200], URI [/_cat/indices]`: Elasticsearch's clients print the two apart. */
function ofElastic(text: string): string | undefined {
  const [, origin, below] = /\bhost \[(https?:\/\/[^\s\]]+)\], URI \[\/?([^\s\]]*)\]/.exec(text) ?? [];
  return origin === undefined ? undefined : `${origin}/${below}`;
}

/** `url: "/commit?id=1", baseURL: 'https://api.example.com/v1'`: axios prints the two apart. */
function ofAxios(text: string): string | undefined {
  const base = /\bbaseURL: (["'`])(https?:\/\/[^\s"'`]{1,500})\1/.exec(text)?.[2];
  const below = /\burl: (?:"(\/[^\s"]{0,1000})"|'(\/[^\s']{0,1000})')/.exec(text);
  const path = below?.[1] ?? below?.[2];
  return base === undefined || path === undefined ? undefined : `${base.replace(/\/$/, '')}${path}`;
}

function wholeUrl(text: string): string | undefined {
  const whole =
    /(?<!"(?:type|instance|help|info|\w*docs?|\w*documentation\w*|more_?info|\w*(?:help|docs?|info)_?(?:url|link))\\?"\s*:\s*\\?")\bhttps?:\/\/(?:\[[\da-f:]+\])?[^\s'"`<>)\]\\，。、；）」』”’]+/i.exec(
      text,
    )?.[0];
  return whole?.replace(whole.includes('[') ? /[.,;:]+$/ : /[.,;:\]]+$/, '');
}

/** `HTTPSConnectionPool(host='api', port=443): … with url: /v1`, as urllib3 prints it. */
function ofPool(text: string): string | undefined {
  const [, scheme, host, port] = /HTTP(S?)ConnectionPool\(host='([^']+)', port=(\d+)\)/.exec(text) ?? [];
  if (host === undefined) return undefined;
  const path = /with url: (\S+)/.exec(text)?.[1] ?? '/';
  return `${scheme === '' ? 'http' : 'https'}://${host}${port === '443' || port === '80' ? '' : `:${port}`}${path}`;
}

function hostIn(text: string): string | undefined {
  return hosts.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
}
