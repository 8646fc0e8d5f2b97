// The forms in which people have exchanges: one file each, the special before the general. Text in, exchanges out; no files.
import { apacheError } from './apache-error.ts';
import { bareBody } from './bare-body.ts';
import { curlCommand } from './curl-command.ts';
import { curlVerbose } from './curl-verbose.ts';
import { errorText } from './error-text.ts';
import { exchangeJson } from './exchange-json.ts';
import { failureText } from './failure-text.ts';
import { gatewayLog } from './gateway-log.ts';
import { har } from './har.ts';
import { jsonLog } from './json-log.ts';
import { logLines } from './log-lines.ts';
import { logRecord } from './log-record.ts';
import { nginxError } from './nginx-error.ts';
import { rawHttp } from './raw-http.ts';
import type { Recording, RecordingFormat } from './recording.ts';
import { toldAnswer } from './told-answer.ts';
import { wireLog } from './wire-log.ts';
import {
  withoutFrame,
  withoutGutter,
  withoutLead,
  withoutPrefix,
  withoutQuoting,
  withoutTerminal,
} from './without-marks.ts';

export type { Recording } from './recording.ts';

/** Every form by its name, in the order in which they are tried. */
export const recordingFormats = {
  har,
  'exchange-json': exchangeJson,
  'curl-command': curlCommand,
  'curl-verbose': curlVerbose,
  'raw-http': rawHttp,
  'wire-log': wireLog,
  'json-log': jsonLog,
  'log-record': logRecord,
  'bare-body': bareBody,
  'nginx-error': nginxError,
  'apache-error': apacheError,
  'gateway-log': gatewayLog,
  'told-answer': toldAnswer,
  'log-lines': logLines,
  'error-text': errorText,
  'failure-text': failureText,
} as const;

/** Reads a text in whichever form it has; null when it has none of them, or holds no exchange. */
export function readRecording(text: string): Recording | null {
  const plain = withoutQuoting(withoutFrame(withoutGutter(withoutTerminal(text.replace(/^\uFEFF/, '')))));
  const bare = withoutPrefix(plain);
  const messages = [plain, bare, withoutLead(plain)].find(hasMessages) ?? plain;
  const { 'failure-text': last, ...forms } = recordingFormats as Readonly<Record<string, RecordingFormat>>;
  const formats = Object.values(forms);
  return readWith(formats, messages) ?? readWith(formats, bare) ?? (last === undefined ? null : readWith([last], bare));
}

function readWith(formats: readonly RecordingFormat[], text: string): Recording | null {
  for (const format of formats) {
    const recording = format.read(text);
    if (recording !== null && recording.exchanges.length > 0) return { format: format.name, ...recording };
  }
  return null;
}

function hasMessages(text: string): boolean {
  return /^HTTP\/\d(\.\d)? \d{3}\b/m.test(text);
}
