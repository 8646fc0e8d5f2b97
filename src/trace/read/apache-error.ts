import type { Exchange } from '../exchange.ts';
import { bodyOf, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';

/** What Apache answers when it writes these words into its error log; the special before the general. */
const answered: readonly (readonly [RegExp, number])[] = [
  [/timeout specified has expired|\(110\)Connection timed out/, 504],
  [
    /failed to make connection to backend|attempt to connect to \S+( \([^)]*\))? failed|no protocol handler was valid/,
    503,
  ],
  [
    /error reading (status line )?from remote server|read (response|request) body failed|Error dispatching request/i,
    502,
  ],
  [
    /client denied by server configuration|ModSecurity: Access denied with code 403|SSL Library Error|access .* denied/i,
    403,
  ],
  [/user \S+( not found| in realm)|authentication failure for|Password Mismatch/i, 401],
  [/File does not exist|script not found or unable to stat/, 404],
  [/content-length of \d+ is larger than the configured limit/i, 413],
  [/Request header read timeout/, 408],
  [/request failed: (error reading the headers|malformed|invalid|URI too long)/i, 400],
  [
    /Premature end of script headers|End of script output|internal redirects|PHP Fatal error|Timeout waiting for output/,
    500,
  ],
];

/** The error log of Apache: the answer is what Apache gives then. */
export const apacheError = defineFormat({
  name: 'apache-error',
  summary: 'error log of Apache',
  reference: 'Apache: ErrorLogFormat; mod_proxy, mod_authz_core, mod_security',
  read(text) {
    const exchanges = text.split('\n').flatMap((line, index) => {
      const exchange = lineOf(line, index);
      return exchange === null ? [] : [exchange];
    });
    return recordingOf(exchanges);
  },
});

/** `[Tue Feb 14 10:00:00.123456 2023] [proxy:error] [pid 42] [client 10.0.0.1:51234] AH00957: …`; older ones name no module. */
function lineOf(line: string, index: number): Exchange | null {
  const [, message] = /^\[\w{3} \w{3} +\d+ [\d:.]+ \d{4}\] \[(?:\w*:)?error\] (.*)$/.exec(line) ?? [];
  const status = message === undefined ? undefined : answered.find(([pattern]) => pattern.test(message))?.[1];
  if (message === undefined || status === undefined) return null;
  const told = message.replace(/^(?:\[(?:pid|client|remote) [^\]]*\] )+/, '');
  return recordedExchange({
    id: `line-${index + 1}`,
    request: { method: 'GET', url: 'https://unknown.invalid/', headers: [], body: null },
    outcome: { kind: 'response', response: { status, headers: [['Server', 'Apache']], body: bodyOf(told) } },
  });
}
