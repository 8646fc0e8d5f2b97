import type { Content, Entry, Har, PostData } from 'har-format';
import type { Exchange, Outcome, RecordedBody, RecordedRequest } from '../exchange.ts';
import { chromeErrorCode } from './error-words.ts';
import { bodyOf, noResponse, recordedExchange } from './http-text.ts';
import { defineFormat } from './recording.ts';
import { asHeaders, asNumber, asObject, asTime, parseJson } from './values.ts';

/** What browsers write beside the standard. */
type RecordedEntry = Entry & {
  readonly _error?: string | null;
  readonly response?: Entry['response'] & { readonly _error?: string | null };
};

/** A HAR file: from a browser, Postman, a proxy. */
export const har = defineFormat({
  name: 'har',
  summary: 'HAR file (browser, Postman, mitmproxy, Charles, Fiddler)',
  reference: 'HAR 1.2',
  read(text) {
    if (!/^\s*\{/.test(text) || !text.includes('"entries"')) return null;
    const log = asObject((asObject(parseJson(text)) as Partial<Har> | null)?.log);
    const entries = log?.['entries'];
    if (!Array.isArray(entries)) return null;
    const readable = entries.filter(
      (entry) => asObject(asObject(entry)?.['request']) !== null,
    ) as readonly RecordedEntry[];
    const creator = asObject(log?.['creator']);
    const by =
      creator === null
        ? []
        : [`recorded by ${[creator['name'], creator['version']].filter((part) => part !== undefined).join(' ')}`];
    const left = entries.length - readable.length;
    return {
      exchanges: readable.map(exchangeOf),
      notes: [...by, ...(left > 0 ? [`${left} entries without a request were passed over`] : [])],
    };
  },
});

function exchangeOf(entry: RecordedEntry, index: number): Exchange {
  const startedAt = asTime(entry.startedDateTime) ?? 0;
  const waited = asObject(entry.timings);
  const spans = ['blocked', 'dns', 'connect', 'send', 'wait'].map((name) => Math.max(0, asNumber(waited?.[name]) ?? 0));
  const toAnswer = spans.reduce((sum, ms) => sum + ms, 0);
  const total = Math.max(asNumber(entry.time) ?? 0, toAnswer);
  const outcome = outcomeOf(entry);
  return recordedExchange({
    id: `entry-${index + 1}`,
    request: requestOf(entry),
    outcome,
    startedAt,
    respondedAt: outcome.kind === 'no-response' ? null : startedAt + (toAnswer > 0 ? toAnswer : total),
    endedAt: startedAt + total,
  });
}

function requestOf({ request }: RecordedEntry): RecordedRequest {
  const { method, url, postData } = request;
  // Browsers write HTTP/2 pseudo fields among the headers.
  const headers = asHeaders(request.headers).filter(([name]) => !name.startsWith(':'));
  return { method: String(method ?? 'GET').toUpperCase(), url: String(url ?? ''), headers, body: sentBody(postData) };
}

function sentBody(postData: PostData | undefined): RecordedBody | null {
  if (postData === undefined || postData === null) return null;
  if (typeof postData.text === 'string') return bodyOf(postData.text);
  const params = postData.params ?? [];
  return bodyOf(
    params.map(({ name, value = '' }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&'),
  );
}

function outcomeOf({ response, _error }: RecordedEntry): Outcome {
  const said = _error ?? response?._error ?? '';
  const status = asNumber(response?.status) ?? 0;
  if (status < 100) {
    const message = said === '' ? 'the recording has no answer' : said;
    return noResponse(
      chromeErrorCode(message),
      message,
      /CONNECT|NAME|CERT|SSL|ADDRESS/.test(message) ? 'connect' : 'response',
    );
  }
  const answer = { status, headers: asHeaders(response?.headers), body: answerBody(response?.content) };
  return said === ''
    ? { kind: 'response', response: answer }
    : { kind: 'broken-body', response: answer, code: chromeErrorCode(said), message: said };
}

function answerBody(content: Content | undefined): RecordedBody | null {
  if (content === undefined) return null;
  const text =
    content.encoding === 'base64' && content.text !== undefined ? decodeBase64(content.text) : (content.text ?? '');
  const bytes = asNumber(content.size) ?? 0;
  // Recorders leave large or evicted bodies out and keep their size.
  if (text === '') return bytes > 0 ? { text: '', bytes, sha256: '', cut: true } : null;
  const body = bodyOf(text);
  return body === null ? null : { ...body, bytes: Math.max(bytes, body.bytes) };
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  } catch {
    return text;
  }
}
