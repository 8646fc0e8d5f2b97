import type { Exchange } from '../exchange.ts';
import { recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { asTime } from './values.ts';

/** What nginx answers when it writes these words into its error log. */
const answered: readonly (readonly [RegExp, number])[] = [
  [/upstream timed out/, 504],
  [/client intended to send too large body/, 413],
  [/no live upstreams/, 502],
  [/connect\(\) (to \S+ )?failed|upstream prematurely closed connection|upstream sent (invalid|too big|no valid)/, 502],
  [/failed \([^)]*\) while (connecting to|reading|sending|SSL handshaking)[^,]*upstream|could not be resolved/, 502],
  [/no resolver defined|upstream SSL certificate|peer closed connection in SSL handshake/, 502],
  [/client sent (invalid|plain HTTP)|client sent too (large|long)/, 400],
  [/limiting requests|limiting connections/, 503],
  [/access forbidden by rule/, 403],
  [/open\(\) .* failed \(2: No such file/, 404],
];

/** The error log of nginx and what is built on it (Kong, OpenResty, ingress-nginx): the answer is what nginx gives then. */
export const nginxError = defineFormat({
  name: 'nginx-error',
  summary: 'error log of nginx, OpenResty, Kong, ingress-nginx',
  reference: 'nginx: ngx_http_core_module, error_log',
  read(text) {
    const exchanges = unwrapped(text)
      .split('\n')
      .flatMap((line, index) => {
        const exchange = lineOf(line, index);
        return exchange === null ? [] : [exchange];
      });
    return recordingOf(exchanges);
  },
});

/** A terminal breaks a long line before the quoted value of a member. */
function unwrapped(text: string): string {
  return text.replaceAll(/\b(request|upstream|host): ?\n {0,12}"/g, '$1: "');
}

/** Time, level and process, which a paste or another log's prefix may cost; `, client:` tells the line even then. */
const head = /^(?:.{0,60}?(\d{4}\/\d{2}\/\d{2}) ([\d:]{8}) \[\w+\] \d+#\d+: )?(.{0,2000}, client: .*)$/;

function lineOf(line: string, index: number): Exchange | null {
  const [, day, clock, message = ''] = head.exec(line) ?? [];
  const [, method, target] = /\brequest: "([A-Z]+) (\S+)/.exec(message) ?? [];
  const status = answered.find(([pattern]) => pattern.test(message))?.[1];
  if (method === undefined || target === undefined || status === undefined) return null;
  const host = /\bhost: "([^"]+)"/.exec(message)?.[1] ?? 'unknown.invalid';
  const told = message.split(', client:')[0] ?? message;
  return recordedExchange({
    id: `line-${index + 1}`,
    request: { method, url: `http://${host}${target}`, headers: [], body: null },
    outcome: {
      kind: 'response',
      response: {
        status,
        headers: [['Server', 'nginx']],
        body: { text: told, bytes: told.length, sha256: '', cut: false },
      },
    },
    startedAt: asTime(`${day?.replaceAll('/', '-')}T${clock}`) ?? 0,
  });
}
