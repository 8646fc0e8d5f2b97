import type { Exchange, RecordedResponse } from '../exchange.ts';
import { toldByFlags } from './gateway-flags.ts';
import { bodyOf, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { asNumber, asObject, asText, asTime, type Members, parseJson } from './values.ts';

/** Access logs with an object a line: Envoy, Caddy, Traefik, Cloudflare, Google Cloud, Elastic's names, a program's own. */
export const jsonLog = defineFormat({
  name: 'json-log',
  summary: 'access log in JSON, one call a line: Envoy, Caddy, Traefik, Cloudflare, Google Cloud, ECS',
  reference: 'the products’ names for method, address and status',
  read(text) {
    const exchanges = text.split('\n').flatMap((line, index) => {
      const record = /^\s*\{/.test(line) ? asObject(parseJson(line)) : null;
      const exchange = record === null ? null : exchangeOf(flat(record), index);
      return exchange === null ? [] : [exchange];
    });
    return recordingOf(exchanges);
  },
});

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
  const response = responseOf(status, asText(members.get('responseflags')), first(sayings, asText) ?? '');
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

function responseOf(status: number, flags: string | undefined, said: string): RecordedResponse {
  const told = flags === undefined ? '' : toldByFlags('envoy', `${flags} ${said}`);
  if (told !== '') return { status, headers: [['Server', 'envoy']], body: bodyOf(told) };
  return { status, headers: [], body: status < 400 ? null : bodyOf(said) };
}
