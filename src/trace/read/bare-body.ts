import type { Exchange } from '../exchange.ts';
import { isErrorBody } from './error-body.ts';
import { readErrorWords } from './error-words.ts';
import { bodyOf, recordedExchange } from './http-text.ts';
import { statusCalled, statusMeant, statusNamed } from './meant-status.ts';
import { defineFormat, type Recording, recordingOf } from './recording.ts';
import { parseJson } from './values.ts';

/** Nothing but the body of an error: its own words say which status it came with. */
export const bareBody = defineFormat({
  name: 'bare-body',
  summary: 'the body of an error alone, JSON or XML',
  reference: 'RFC 9457 §3.1.2 (status); the REST errors of Amazon S3 (XML)',
  read(text) {
    const isXml = isXmlError(text);
    const body = parseJson(text);
    if (!isXml && (typeof body !== 'object' || body === null || isOfClient(body))) return null;
    const named = statusNamed(body);
    // A connector's body may say why its own call reached nobody.
    if (named === null && /^(ENOTFOUND|ECONNREFUSED)$/.test(readErrorWords(text)?.code ?? '')) return null;
    const status = named ?? statusCalled(body) ?? statusMeant(text) ?? (isXml || isErrorBody(body) ? 400 : null);
    return status === null ? null : recordingWith(exchangeOf(text, status, isXml), status, named !== null);
  },
});

function recordingWith(exchange: Exchange, status: number, isNamed: boolean): Omit<Recording, 'format'> | null {
  const recording = recordingOf([exchange]);
  const notes = [`the status was not recorded; ${status} is what the body ${isNamed ? 'names' : 'speaks of'}`];
  return recording && { ...recording, notes, ...(isNamed ? {} : { statusGuessed: true }) };
}

function exchangeOf(text: string, status: number, isXml: boolean): Exchange {
  const type = isXml ? 'application/xml' : 'application/json';
  const response = { status, headers: [['Content-Type', type] as const], body: bodyOf(text.trim()) };
  const request = { method: 'GET', url: 'https://unknown.invalid/', headers: [], body: null };
  return recordedExchange({ id: 'body-1', request, outcome: { kind: 'response', response } });
}

/** What a client throws, printed as JSON: no answer came. */
function isOfClient(body: object): boolean {
  const { code, errno, syscall } = body as Readonly<Record<string, unknown>>;
  return isSystem(errno) || syscall !== undefined || /^(E[A-Z]{3,}|E[A-Z]+_[A-Z_]+|UND_ERR_\w+)$/.test(String(code));
}

/** A system's number is below zero, or a name; some APIs have an `errno` of their own. */
function isSystem(errno: unknown): boolean {
  return (typeof errno === 'number' && errno < 0) || (typeof errno === 'string' && /^[A-Z_]+$/.test(errno));
}

function isXmlError(text: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<([\w-]+:)?(\w*Error\w*|\w*Fault|\w*Exception|Envelope)[\s>]/i.test(text);
}
