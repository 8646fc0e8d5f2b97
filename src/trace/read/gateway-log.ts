import type { Exchange } from '../exchange.ts';
import { toldByFlags } from './gateway-flags.ts';
import { bodyOf, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';
import { asTime } from './values.ts';

/** What one line of an access log tells of a call. */
interface Line {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  /** The product, as it would sign its own answer. */
  readonly server: string;
  /** What the gateway means by its flags; empty where it only passed an answer on. */
  readonly told: string;
  readonly at: number | undefined;
  readonly took: number | undefined;
}

/** Access logs of gateways that say why: Envoy and Istio, HAProxy, AWS load balancers, Squid. */
export const gatewayLog = defineFormat({
  name: 'gateway-log',
  summary: 'access log of a gateway with its flags: Envoy and Istio, HAProxy, AWS load balancers, Squid',
  reference:
    'Envoy: access logging, response flags; HAProxy: session state at disconnection; AWS: ALB access logs; Squid: logformat squid',
  read(text) {
    const exchanges = text.split('\n').flatMap((line, index) => {
      const read = envoyLine(line) ?? haproxyLine(line) ?? albLine(line) ?? squidLine(line);
      return read === null ? [] : [exchangeOf(read, index)];
    });
    return recordingOf(exchanges);
  },
});

function exchangeOf({ method, target, status, server, told, at = 0, took }: Line, index: number): Exchange {
  const url = /^https?:/.test(target) ? target : `https://${method === 'CONNECT' ? '' : 'unknown.invalid'}${target}`;
  return recordedExchange({
    id: `line-${index + 1}`,
    request: { method, url, headers: [], body: null },
    outcome: {
      kind: 'response',
      response: { status, headers: told === '' ? [] : [['Server', server]], body: bodyOf(told) },
    },
    startedAt: at,
    endedAt: took === undefined || took < 0 ? null : at + took,
  });
}

const envoy = /\[(\S{19,35}Z)\] "([A-Z]+) (\S+) [^"]*" (\d+) ([A-Z]+(?:,[A-Z]+)*) (?:(\S+) - "[^"]*" )?/;

function envoyLine(line: string): Line | null {
  const [, time, method, target, status, flags = '', details = ''] = envoy.exec(line) ?? [];
  if (method === undefined || target === undefined) return null;
  return {
    method,
    target,
    status: Number(status),
    server: 'envoy',
    told: toldByFlags('envoy', `${flags} ${details}`),
    at: asTime(time),
    took: undefined,
  };
}

const haproxy =
  /\[(\d{2}\/\w{3}\/\d{4}:[\d:.]+)\] \S+ (\S+)\/(\S+) [-\d]+\/[-\d]+\/[-\d]+\/[-\d]+\/\+?([-\d]+) ([-\d]+) .*? (\S{4}) [\d/]+ [\d/]+.*"([A-Z]+) (\S+)/;

function haproxyLine(line: string): Line | null {
  const [, , , server, took, status, state = '', method, target] = haproxy.exec(line) ?? [];
  if (method === undefined || target === undefined) return null;
  const flags = server === '<NOSRV>' ? `NOSRV ${state}` : state;
  return {
    method,
    target,
    status: Number(status),
    server: 'haproxy',
    told: toldByFlags('haproxy', flags),
    at: undefined,
    took: Number(took),
  };
}

const alb =
  /^(?:https?|h2|grpcs?|wss?) (\S+Z) \S+ \S+ \S+ (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (\d{3}) (\d{3}|-) \d+ \d+ "([A-Z]+) (\S+)/;

function albLine(line: string): Line | null {
  const [, time, first, second, third, status, target, method, url] = alb.exec(line) ?? [];
  if (method === undefined || url === undefined) return null;
  const took = [first, second, third].reduce((sum, seconds) => sum + Math.max(0, Number(seconds)), 0);
  return {
    method,
    target: url,
    status: Number(status),
    server: 'awselb/2.0',
    told: target === '-' ? 'the load balancer answered without its target' : '',
    at: asTime(time),
    took: took * 1000,
  };
}

const squid = /^(\d{9,10}\.\d{3}) +(\d+) \S+ ([A-Z]+(?:_[A-Z]+)*)\/(\d{3}) \d+ ([A-Z]+) (\S+) \S+ [A-Z_]+\//;

function squidLine(line: string): Line | null {
  const [, time, took, code = '', status, method, target] = squid.exec(line) ?? [];
  if (method === undefined || target === undefined) return null;
  return {
    method,
    target,
    status: Number(status),
    server: 'squid',
    told: toldByFlags('squid', code),
    at: Number(time) * 1000,
    took: Number(took),
  };
}
