import { rawHttp } from './raw-http.ts';
import { defineFormat } from './recording.ts';

/** How one library logs its messages line by line: what of a line belongs to a message; undefined where it tells of something else. */
interface Dialect {
  readonly marks: RegExp;
  readonly pieceOf: (line: string) => string | undefined;
}

/** Messages as HTTP libraries log them, line by line with marks of their own. */
export const wireLog = defineFormat({
  name: 'wire-log',
  summary: 'wire log of a library: Python’s http.client, Ruby’s Net::HTTP, Apache HttpClient, OkHttp',
  reference: 'http.client debuglevel; Net::HTTP#set_debug_output; org.apache.http.wire; HttpLoggingInterceptor',
  read(text) {
    const lines = text.replaceAll('\r', '').split('\n');
    const dialect = dialects.find(({ marks }) => marks.test(text));
    if (dialect === undefined) return null;
    return rawHttp.read(lines.map((line) => dialect.pieceOf(line)).join(''));
  },
});

const dialects: readonly Dialect[] = [
  { marks: /^[^\S\n]*reply: ['"]HTTP\//m, pieceOf: ofHttpClient },
  { marks: /^[^\S\n]*-> "HTTP\//m, pieceOf: ofNetHttp },
  { marks: /<< "?HTTP\/\d\.\d \d{3}/, pieceOf: ofApache },
  // A call that failed without an answer is told by its error.
  { marks: /^(?![\s\S]*<-- HTTP FAILED)[\s\S]*<-- \d{3} /, pieceOf: ofOkHttp },
];

/** `send: b'POST / HTTP/1.1\r\n…'`, `reply: 'HTTP/1.1 400 Bad Request\r\n'`, `header: Date: …`; the body is what a program prints then. */
function ofHttpClient(line: string): string | undefined {
  const header = /^\s*header: (.*)$/.exec(line)?.[1];
  if (header !== undefined) return `${header}\n`;
  const quoted = /^\s*(?:send|reply): b?(['"])(.*)\1$/.exec(line)?.[2];
  if (quoted !== undefined) return unquoted(quoted);
  return printed(line);
}

/** A body that follows, with the status before it that some print; other lines of a log are left out. */
function printed(line: string): string | undefined {
  const isTalk = /^\s*(DEBUG|INFO|WARNING|ERROR|connect|send|opening|opened|starting|Conn)\b/.test(line);
  return isTalk ? undefined : line.replace(/^(?:\d{3} )?(?=[{[<])/, '\n').concat('\n');
}

/** `<- "POST / HTTP/1.1\r\n…"` is sent, `-> "HTTP/1.1 401 Unauthorized\r\n"` came. */
function ofNetHttp(line: string): string | undefined {
  const quoted = /^\s*(?:<-|->) "(.*)"$/.exec(line)?.[1];
  return quoted === undefined ? undefined : unquoted(quoted);
}

/** `http-outgoing-0 >> "POST / HTTP/1.1[\r][\n]"`; without quotes where only the headers are logged. */
function ofApache(line: string): string | undefined {
  const [, quoted, plain] = /(?:>>|<<) (?:"(.*)"|([A-Z][\w-]*(?:[ :/]).*))$/.exec(line) ?? [];
  return quoted === undefined ? plain?.concat('\n') : quoted.replaceAll('[\\r]', '').replaceAll('[\\n]', '\n');
}

const okHttpPrefix = /^.{0,80}?\b(?:OkHttp\w*|HttpLogging\w*|okhttp3?[\w.$]*)\b[^:<>-]{0,20}[:\]]\s?/i;

/** `--> POST https://… http/1.1` is sent, `<-- 400 Bad Request https://… (87ms)` came; `END` ends both. */
function ofOkHttp(line: string): string | undefined {
  const plain = line.replace(okHttpPrefix, '');
  if (/(?:-->|<--) END\b/.test(plain)) return undefined;
  const [, method, url] = /--> ([A-Z]+) (\S+)/.exec(plain) ?? [];
  if (method !== undefined && url !== undefined) return `${method} ${url} HTTP/1.1\n`;
  const [, status, reason = ''] = /<-- (\d{3}) ?([A-Za-z -]*)/.exec(plain) ?? [];
  return status === undefined ? `${plain}\n` : `HTTP/1.1 ${status} ${reason.trim()}\n`;
}

/** A piece as it was sent; a message begins on a line of its own, though no body ends with a line break. */
function unquoted(text: string): string {
  return text
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .replaceAll(/\\(['"])/g, '$1')
    .replace(/^(?=HTTP\/\d|[A-Z]+ \S+ HTTP\/\d)/, '\n');
}
