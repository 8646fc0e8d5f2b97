import { parseIsoTime } from '../../clock.ts';
import type { Exchange, Outcome } from '../exchange.ts';
import { readErrorWords } from './error-words.ts';
import { bodyOf, noResponse, recordedExchange } from './http-text.ts';
import { defineFormat } from './recording.ts';
import { asTime } from './values.ts';

/** A log with a line for each call: an access log, or a program's own with time, method, address and status. */
export const logLines = defineFormat({
  name: 'log-lines',
  summary: 'log with one call a line: access logs (common, combined), or time, method, URL and status',
  reference: 'NCSA common log format',
  read(text) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const exchanges = lines.flatMap((line, index) => {
      const exchange = accessLine(line, index) ?? plainLine(line, index);
      return exchange === null ? [] : [exchange];
    });
    if (exchanges.length === 0) return null;
    const left = lines.length - exchanges.length;
    return {
      exchanges,
      notes: left === 0 ? [] : [`${left} of ${lines.length} lines tell of no call and were passed over`],
    };
  },
});

const access = /^(\S+) \S+ \S+ \[([^\]]+)\] "([A-Z]+) (\S+)[^"]*" (\d{3})(?:\s|$)/;

function accessLine(line: string, index: number): Exchange | null {
  const [, , time = '', method, target, status] = access.exec(line) ?? [];
  if (method === undefined || target === undefined || status === undefined) return null;
  return called(
    index,
    method,
    target,
    { kind: 'response', response: { status: Number(status), headers: [], body: null } },
    accessTime(time),
  );
}

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** `25/Nov/2026:10:00:00 +0000` */
function accessTime(text: string): number | undefined {
  const [, day, month = '', year, clock, zone = '+0000'] =
    /^(\d{2})\/(\w{3})\/(\d{4}):([\d:]{8}) ?([+-]\d{4})?/.exec(text) ?? [];
  const number = months.indexOf(month) / 3 + 1;
  if (day === undefined || number < 1) return undefined;
  return parseIsoTime(`${year}-${String(number).padStart(2, '0')}-${day}T${clock}${zone.slice(0, 3)}:${zone.slice(3)}`);
}

const call = /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b["']?\s+["']?((?:https?:\/\/|\/)[^\s"',]*)/;

function plainLine(line: string, index: number): Exchange | null {
  const found = call.exec(line);
  const [, method, target] = found ?? [];
  if (found === null || method === undefined || target === undefined) return null;
  const behind = line.slice(found.index + found[0].length);
  const time = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/.exec(line)?.[0];
  const took = /\b(\d+(?:\.\d+)?) ?ms\b/.exec(behind)?.[1] ?? seconds(/\b(\d+\.\d+) ?s\b/.exec(behind)?.[1]);
  const outcome = outcomeOf(behind);
  return outcome === null
    ? null
    : called(index, method, target, outcome, asTime(time), took === undefined ? undefined : Number(took));
}

function seconds(text: string | undefined): string | undefined {
  return text === undefined ? undefined : String(Number(text) * 1000);
}

/** The status behind the address, else the error that the line tells of. */
function outcomeOf(text: string): Outcome | null {
  const found = /(?:^|[\s"'`=:([→>-])([1-5]\d{2})(?=$|[\s"',;)\]]|: )/.exec(text.replace(/\bHTTP\/\d(\.\d)?/g, ''));
  const status = found?.[1];
  if (found !== null && status !== undefined) {
    const behind = text.slice(found.index + found[0].length);
    const page = pageIn(behind);
    const recorded = bodyOf(page ?? objectAtEnd(text) ?? saidBehind(behind));
    const wait = /retry-after[:=]\s*"?(\d+)/i.exec(text)?.[1];
    const headers = [
      ...(page === undefined ? [] : [['Content-Type', 'text/html'] as const]),
      ...(wait === undefined ? [] : [['Retry-After', wait] as const]),
    ];
    return { kind: 'response', response: { status: Number(status), headers, body: recorded } };
  }
  const error = readErrorWords(text);
  return error === null ? null : noResponse(error.code, text.trim().slice(0, 500), error.phase);
}

function pageIn(text: string): string | undefined {
  const start = text.search(/<!doctype html|<html/i);
  return start === -1 ? undefined : text.slice(start);
}

/** What stands in braces at the end of the last line, or a list of such; undefined: nothing does. */
function objectAtEnd(text: string): string | undefined {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  const start = line.search(/\{|\[\s*\{/);
  return start !== -1 && /[}\]]$/.test(line) ? line.slice(start) : undefined;
}

/** A sentence behind the status, as some programs log it; a reason phrase or a duration alone is none. */
function saidBehind(text: string): string {
  return /(?<![A-Za-z])[A-Za-z]{2,}(?:[^A-Za-z]+[A-Za-z]{2,}){3,}/.test(text.replaceAll(/"[^"]*"/g, ''))
    ? text.trim().slice(0, 500)
    : '';
}

function called(index: number, method: string, target: string, outcome: Outcome, at = 0, took?: number): Exchange {
  const url = target.startsWith('/') ? `https://unknown.invalid${target}` : target;
  return recordedExchange({
    id: `line-${index + 1}`,
    request: { method, url, headers: [], body: null },
    outcome,
    startedAt: at,
    endedAt: took === undefined ? null : at + took,
  });
}
