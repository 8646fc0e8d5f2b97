// The forms in which people have exchanges: one file each, the special before the general. Text in, exchanges out; no files.
import { bareBody } from './bare-body.ts';
import { curlCommand } from './curl-command.ts';
import { curlVerbose } from './curl-verbose.ts';
import { errorText } from './error-text.ts';
import { exchangeJson } from './exchange-json.ts';
import { gatewayLog } from './gateway-log.ts';
import { har } from './har.ts';
import { jsonLog } from './json-log.ts';
import { logLines } from './log-lines.ts';
import { nginxError } from './nginx-error.ts';
import { rawHttp } from './raw-http.ts';
import type { Recording, RecordingFormat } from './recording.ts';
import { toldAnswer } from './told-answer.ts';

export type { Recording } from './recording.ts';

/** Every form by its name, in the order in which they are tried. */
export const recordingFormats = {
  har,
  'exchange-json': exchangeJson,
  'curl-command': curlCommand,
  'curl-verbose': curlVerbose,
  'raw-http': rawHttp,
  'json-log': jsonLog,
  'bare-body': bareBody,
  'nginx-error': nginxError,
  'gateway-log': gatewayLog,
  'told-answer': toldAnswer,
  'log-lines': logLines,
  'error-text': errorText,
} as const;

/** Reads a text in whichever form it has; null when it has none of them, or holds no exchange. */
export function readRecording(text: string): Recording | null {
  const plain = withoutLogPrefix(text.replace(/^\uFEFF/, ''));
  for (const format of Object.values(recordingFormats as Readonly<Record<string, RecordingFormat>>)) {
    const recording = format.read(plain);
    if (recording !== null && recording.exchanges.length > 0) return { format: format.name, ...recording };
  }
  return null;
}

const logPrefix = /^\d{4}-\d{2}-\d{2}[T ]\S+ (?:\[?[A-Z]+\]?:? )?(?:[\w./-]+: ?)?/;

/** A debug log may hold whole messages, each line behind a time and the name of whoever wrote it. */
function withoutLogPrefix(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(logPrefix, ''));
  return lines.some((line) => /^HTTP\/\d(\.\d)? \d{3}\b/.test(line)) ? lines.join('\n') : text;
}
