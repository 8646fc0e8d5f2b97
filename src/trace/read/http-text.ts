import type {
  Exchange,
  HeaderList,
  Outcome,
  Phase,
  RecordedBody,
  RecordedRequest,
  RecordedResponse,
} from '../exchange.ts';
import { parseJson } from './values.ts';

/** Head and body of one HTTP message as text. */
interface Message {
  readonly first: string;
  readonly headers: HeaderList;
  readonly body: string;
}

/** Splits a message at its first blank line; folded header lines (RFC 9112 §5.2) are joined. */
function splitMessage(text: string): Message {
  // Some programs print no blank line between the fields and a body.
  const [, head = '', body = ''] = /^(.*?)(?:\r?\n(?:\r?\n|(?=[{<]))([\s\S]*))?$/s.exec(text) ?? [];
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = lines.slice(1).flatMap((line) => headerLine(line));
  return { first: (lines[0] ?? '').trim(), headers, body };
}

/** `Name: value` as a field; nothing where the line is none. */
export function headerLine(line: string): HeaderList {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)[ \t]*:[ \t]?(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value]];
}

/** A body as it is kept when all of it is at hand; null for an empty one. Its hash isn't known. */
export function bodyOf(text: string): RecordedBody | null {
  if (text === '') return null;
  return { text, bytes: new TextEncoder().encode(text).length, sha256: '', cut: false };
}

/** A request as it stands on the wire, or only its first line: `POST /alerts HTTP/1.1`, headers, a blank line, the body. */
export function parseRequest(text: string): RecordedRequest | null {
  const { first, headers, body } = splitMessage(text);
  const [, method, target] = /^([A-Z][A-Z-]*)\s+(\S+)(?:\s+HTTP\/[\d.]+)?$/.exec(first) ?? [];
  if (method === undefined || target === undefined) return null;
  return { method, url: absolute(target, headers), headers, body: bodyOf(body) };
}

function absolute(target: string, headers: HeaderList): string {
  if (/^[a-z][a-z+.-]*:\/\//i.test(target)) return target;
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1]?.trim();
  return `https://${host ?? 'unknown.invalid'}${target.startsWith('/') ? target : `/${target}`}`;
}

/** A response as it stands on the wire: status line, headers, a blank line, the body. */
export function parseResponse(text: string): RecordedResponse | null {
  const { first, headers, body } = splitMessage(text);
  const [, status, reason = ''] = /^HTTP\/[\d.]+\s+(\d{3})\b\s*(.*)$/i.exec(first) ?? [];
  if (status === undefined) return null;
  return { status: Number(status), headers, body: bodyOf(withoutRest(body) || sentenceOf(reason)) };
}

/** Some servers say what is wrong nowhere but in the reason phrase: `400 Repository does not allow updating assets`. */
function sentenceOf(reason: string): string {
  return /^(\S+ ){4}/.test(reason) && !/^request header fields too large$/i.test(reason) ? reason : '';
}

/** What a program printed behind a JSON body on its last line is none of it. */
function withoutRest(body: string): string {
  if (!/^\s*[{[]/.test(body) || body.length > 100_000 || parseJson(body) !== undefined) return body;
  const ends = [...body.matchAll(/[}\]]/g)].slice(-30).toReversed();
  const whole = ends.map(({ index }) => body.slice(0, index + 1)).find((part) => parseJson(part) !== undefined);
  return whole ?? body;
}

/** The parts of an exchange that a recording may hold; all else is unknown. */
export interface ExchangeParts {
  readonly id: string;
  readonly request: RecordedRequest;
  readonly outcome: Outcome | null;
  readonly startedAt?: number;
  readonly respondedAt?: number | null;
  readonly endedAt?: number | null;
  readonly reused?: boolean;
}

/** A recorded exchange with what wasn't recorded left open. */
export function recordedExchange(parts: ExchangeParts): Exchange {
  const { id, request, outcome, startedAt = 0, reused } = parts;
  return {
    id,
    caseId: '',
    observer: 'client',
    operationId: null,
    attempt: 1,
    startedAt,
    respondedAt: parts.respondedAt ?? null,
    endedAt: parts.endedAt ?? parts.respondedAt ?? null,
    request,
    outcome,
    cause: null,
    sideEffects: [],
    connection: reused === undefined ? null : { id: 0, reused, requestIndex: reused ? 2 : 1 },
  };
}

/** How a call ended that got no answer. */
export function noResponse(code: string, message: string, phase: Phase): Outcome {
  return { kind: 'no-response', code, message, phase };
}
