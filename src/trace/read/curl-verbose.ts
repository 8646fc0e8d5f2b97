import type { Exchange, HeaderList, Outcome } from '../exchange.ts';
import { readErrorWords } from './error-words.ts';
import { bodyOf, headerLine, noResponse, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';

/** Lines of one request in what `curl -v` prints: `> ` sent, `< ` received, `* ` told, the rest the body. */
interface Talk {
  readonly sent: string[];
  readonly received: string[];
  readonly told: string[];
  readonly body: string[];
}

/** What `curl -v` prints. */
export const curlVerbose = defineFormat({
  name: 'curl-verbose',
  summary: 'output of curl -v',
  reference: 'curl(1), --verbose',
  read(text) {
    const lines = text.replaceAll('\r', '').split('\n');
    if (
      !lines.some((line) => /^> [A-Z]+ \S+/.test(line)) &&
      !/^< HTTP\/\d(\.\d)? \d{3}[^\n]*\n< [\w-]+: /m.test(text.replaceAll('\r', '')) &&
      !lines.some((line) => /^\* (?!\w+\.\w+: ).*(connect|host|ssl|tls)/i.test(line))
    )
      return null;
    const talks = talksIn(lines).filter(({ received }) => !/^HTTP\/\S+ 1\d\d/.test(received[0] ?? ''));
    return recordingOf(talks.map((talk, index) => exchangeOf(talk, index)));
  },
});

function talksIn(lines: readonly string[]): readonly Talk[] {
  const talks: Talk[] = [startTalk()];
  for (const line of lines) {
    const last = talks.at(-1);
    const isNext = /^> [A-Z]+ \S+( HTTP|$)/.test(line) && last !== undefined && last.sent.length > 0;
    if (isNext) talks.push(startTalk());
    const talk = talks.at(-1);
    if (talk !== undefined) addLine(talk, line);
  }
  return talks;
}

function startTalk(): Talk {
  return { sent: [], received: [], told: [], body: [] };
}

const toldLine = /^[*{}] |^[*]$|^\[\d+ bytes data\]|^ {0,2}% Total|^ [ \d.:kMG-]+$/;

function addLine(talk: Talk, line: string): void {
  if (/^>( |$)/.test(line)) talk.sent.push(line.slice(2));
  else if (/^<( |$)/.test(line)) addReceived(talk, line.slice(2));
  else if (toldLine.test(line)) talk.told.push(line.slice(2));
  // What stands before the answer is the command and its prompt.
  else if (talk.received.length > 0 || /^curl: \(\d+\)/.test(line)) talk.body.push(line);
}

/** After an interim answer (100 Continue) the real one replaces it. */
function addReceived(talk: Talk, line: string): void {
  if (/^HTTP\//.test(line)) talk.received.length = 0;
  talk.received.push(line);
}

function exchangeOf(talk: Talk, index: number): Exchange {
  const [first = '', ...headerLines] = talk.sent;
  const [, method = 'GET', target = '/'] = /^([A-Z]+) (\S+)/.exec(first) ?? [];
  const headers: HeaderList = headerLines.flatMap((line) => headerLine(line));
  const host = headers.find(([name]) => /^host$/i.test(name))?.[1] ?? hostIn(talk.told);
  const scheme = talk.told.some((line) => /ssl connection using|TLS|port 443/i.test(line)) ? 'https' : 'http';
  const reused = talk.told.some((line) => /re-?using existing/i.test(line));
  const url =
    method === 'CONNECT' ? `https://${target}/` : absolute(target, `${scheme}://${host ?? 'unknown.invalid'}`);
  return recordedExchange({
    id: `request-${index + 1}`,
    request: { method, url, headers, body: null },
    outcome: outcomeOf(talk),
    reused,
  });
}

function absolute(target: string, base: string): string {
  return /^https?:/.test(target) ? target : `${base}${target}`;
}

function hostIn(told: readonly string[]): string | undefined {
  return told
    .map((line) => /(?:Connected to|Trying|Host|resolve host:?|Connecting to(?: hostname:)?) ([\w.-]+)/.exec(line)?.[1])
    .find((host) => host !== undefined);
}

function outcomeOf({ received, told, body }: Talk): Outcome {
  const text = body
    .filter((line) => !/^curl: \(\d+\)/.test(line))
    .join('\n')
    .replace(/(?<!\n)\n+$/, '');
  // curl takes its leave with an alert; old OpenSSLs call it "Client hello".
  const events = told.filter((line) => !/TLS alert, (Client hello|close notify)/i.test(line));
  const trouble = [...body.filter((line) => /^curl: \(\d+\)/.test(line)), ...events].join('\n');
  const refused = /CONNECT tunnel failed, response (\d{3})/.exec(trouble);
  const status = /^HTTP\/\S+ (\d{3})/.exec(received[0] ?? '')?.[1] ?? refused?.[1];
  const error = readErrorWords(trouble);
  const message =
    trouble.split('\n').find((line) => readErrorWords(line) !== null) ?? 'the output ends without an answer';
  if (status === undefined) return noResponse(error?.code ?? 'UNKNOWN', message, error?.phase ?? 'response');
  const response = {
    status: Number(status),
    headers: received.slice(1).flatMap((line) => headerLine(line)),
    body: bodyOf(text || (refused?.[0] ?? '')),
  };
  // A proxy's refusal of the tunnel is whole, and curl calls it 56 as well.
  const cut = body.some((line) => /^curl: \((18|28|56|92)\)(?!.*(\bfrom proxy\b|CONNECT tunnel failed))/.test(line));
  return cut
    ? { kind: 'broken-body', response, code: error?.code ?? 'UNKNOWN', message }
    : { kind: 'response', response };
}
