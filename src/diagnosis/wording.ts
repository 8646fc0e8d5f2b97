import { isoTime } from '../clock.ts';
import type { Facts } from './facts/index.ts';

/** What is known of every failure, for the places of a cause's texts. */
export function valuesOf(facts: Facts): Readonly<Record<string, string>> {
  const { request, status, classification, tookMs, history } = facts;
  const { waitMs } = classification;
  return {
    host: request.host === '' ? 'the API' : request.host,
    path: request.path,
    method: request.method,
    status: status === null ? 'no answer' : String(status),
    wait: waitMs === null ? '' : printMs(waitMs),
    took: tookMs === null ? '' : ` (${printMs(tookMs)})`,
    since: history.hasTimes && history.failingSince !== null ? `${isoTime(history.failingSince).slice(0, 19)}Z` : '',
    count: String(history.failingCalls),
  };
}

/** Said in place of a value that isn't known. */
const unknown: Readonly<Record<string, string>> = {
  wait: 'a while',
  since: 'a certain moment',
  field: 'a field',
  allowed: 'see the documentation',
};

/** Fills the places of a text; a bracket around an unknown value goes with it. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  const known = (name: string) => values[name] !== undefined && values[name] !== '';
  return text
    .replaceAll(/ \(\{(\w+)\}\)/g, (bracket, name: string) => (known(name) ? bracket : ''))
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => (known(name) ? (values[name] ?? '') : (unknown[name] ?? '')))
    .replaceAll(/ +([,.:;])/g, '$1')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/:\./g, '.')
    .trim();
}

/** A time span as a person says it: `300 ms`, `2.5 s`, `20 min`, `4 h`. */
export function printMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
