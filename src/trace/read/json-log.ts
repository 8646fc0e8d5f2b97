import type { Exchange, RecordedResponse } from '../exchange.ts';
import { toldByFlags } from './gateway-flags.ts';
import { bodyOf, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { asNumber, asObject, asText, asTime, type Members, parseJson } from './values.ts';

/** Access logs with an object a line, as JSON or logfmt: Envoy, Caddy, Traefik, Cloudflare, Google Cloud, Heroku, a program's own. */
export const jsonLog = defineFormat({
  name: 'json-log',
  summary:
    'access log in JSON or logfmt, one call a line: Envoy, Caddy, Traefik, Cloudflare, Google Cloud, ECS, Heroku',
  reference: 'the products’ names for method, address and status',
  read(text) {
    const exchanges = text.split('\n').flatMap((line, index) => {
      const record = /^\s*\{/.test(line) ? asObject(parseJson(line)) : fromLogfmt(line);
      const exchange = record === null ? null : exchangeOf(flat(record), index);
      return exchange === null ? [] : [exchange];
    });
    return recordingOf(exchanges);
  },
});

/** `at=error code=H12 desc="Request timeout" method=GET`; null where a line has less than three such pairs, or goes on behind them. */
function fromLogfmt(line: string): Members | null {
  const pairs = [...line.matchAll(/(?<![\w.-])([\w.-]+)=("(?:[^"\\]|\\.)*"|[^\s"]*)/g)];
  if (pairs.length < 3 || !line.trimEnd().endsWith(pairs.at(-1)?.[0] ?? '')) return null;
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.replace(/^"(.*)"$/, '$1')]));
}

/** The members of a record and of the objects within it, by their names in lower case without dots and lines. */
function flat(record: Members, depth = 0): ReadonlyMap<string, unknown> {
  const members = Object.entries(record).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    const inner = depth < 3 ? asObject(value) : null;
    return inner === null ? [[name.toLowerCase().replaceAll(/[._@-]/g, ''), value]] : [...flat(inner, depth + 1)];
  });
  // The outermost of one name counts.
  return new Map(members.toReversed());
}

const methods = [
  'method',
  'requestmethod',
  'reqmethod',
  'httpmethod',
  'httprequestmethod',
  'clientrequestmethod',
  'verb',
];
const targets = [
  'url',
  'uri',
  'path',
  'requesturl',
  'requesturi',
  'requestpath',
  'reqpath',
  'urloriginal',
  'urlpath',
  'clientrequesturi',
];
const statuses = [
  'responsecode',
  'status',
  'statuscode',
  'httpstatus',
  'responsestatus',
  'downstreamstatus',
  'edgeresponsestatus',
  'httpresponsestatuscode',
  'elbstatuscode',
];
const times = ['timestamp', 'time', 'ts', 'starttime', 'startutc', 'edgestarttimestamp', 'date'];
const sayings = [
  'responsecodedetails',
  'upstreamtransportfailurereason',
  'statusdetails',
  'error',
  'err',
  'msg',
  'message',
];

function exchangeOf(members: ReadonlyMap<string, unknown>, index: number): Exchange | null {
  const first = <Value>(names: readonly string[], as: (value: unknown) => Value | undefined) =>
    names.map((name) => as(members.get(name))).find((value) => value !== undefined);
  const method = first(methods, asText);
  const target = first(targets, asText);
  const status = first(statuses, asNumber);
  if (method === undefined || target === undefined || status === undefined || status < 100 || status > 599) return null;
  const host = first(['host', 'authority', 'requesthost', 'clientrequesthost'], asText) ?? 'unknown.invalid';
  const response = responseOf(status, toldIn(members), first(sayings, asText) ?? '');
  return recordedExchange({
    id: `line-${index + 1}`,
    request: {
      method: method.toUpperCase(),
      url: target.startsWith('/') ? `https://${host}${target}` : target,
      headers: [],
      body: null,
    },
    outcome: { kind: 'response', response },
    startedAt: first(times, asTime) ?? 0,
  });
}

/** What a gateway says of an answer that it wrote itself; nothing where it only passed one on. */
interface Told {
  readonly server: string;
  readonly told: string;
}

/** Envoy's flags and Heroku's codes in words. */
function toldIn(members: ReadonlyMap<string, unknown>): Told {
  const flags = asText(members.get('responseflags'));
  const details = ['responsecodedetails', 'upstreamtransportfailurereason'].map((name) => members.get(name) ?? '');
  if (flags !== undefined) return { server: 'envoy', told: toldByFlags('envoy', [flags, ...details].join(' ')) };
  return { server: 'heroku', told: toldByFlags('heroku', asText(members.get('code')) ?? '') };
}

function responseOf(status: number, { server, told }: Told, said: string): RecordedResponse {
  if (told !== '') return { status, headers: [['Server', server]], body: bodyOf(told) };
  return { status, headers: [], body: status < 400 ? null : bodyOf(said) };
}
