import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Problem } from '../problem.ts';
import { type Recording, readRecording, recordingFormats } from '../trace/read/index.ts';
import type { Environment } from './command.ts';

/** More can't be what somebody recorded of a few calls, and would only eat memory. */
const longestBytes = 256 * 1024 * 1024;

/** A recording with the name that the person gave for it. */
export interface NamedRecording extends Recording {
  readonly source: string;
}

/** Reads a recording from a file, or from what is piped in (`-`, or nothing). Throws a Problem for what can't be read. */
export async function readInput(file: string | undefined, environment: Environment): Promise<NamedRecording> {
  const fromInput = file === undefined || file === '-';
  if (fromInput && (environment.stdin === undefined || environment.stdin.isTTY === true)) throw nothingGiven();
  const source = fromInput ? 'standard input' : file;
  const text = fromInput ? await readAll(environment) : await readText(file, environment.cwd);
  const recording = readRecording(text);
  if (recording === null) throw unreadable(source, text);
  return { source, ...recording };
}

function nothingGiven(): Problem {
  return new Problem(
    'nothing-to-diagnose',
    'Failed to diagnose: no recording was given.',
    'Name a file (a HAR, the output of curl -i or curl -v, a log), or pipe it in: curl -sv URL 2>&1 | faultline diagnose.',
  );
}

async function readText(file: string, cwd: string): Promise<string> {
  try {
    return decode(await readFile(resolve(cwd, file)), file);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const reason =
      error instanceof Error ? error.message.replace(/^\w+: /, '').replace(/, \w+ '.*$/, '') : String(error);
    throw new Problem(
      'unreadable-file',
      `Failed to read "${file}": ${reason}.`,
      'Give the path of a file that can be read, or - for standard input.',
      { cause: error },
    );
  }
}

async function readAll({ stdin }: Environment): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin ?? []) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > longestBytes) throw tooLong('standard input');
    chunks.push(part);
  }
  return decode(Buffer.concat(chunks), 'standard input');
}

/** UTF-8, or UTF-16 where its mark says so: what Windows' shells write. */
function decode(bytes: Buffer, source: string): string {
  if (bytes.length > longestBytes) throw tooLong(source);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

function tooLong(source: string): Problem {
  return new Problem(
    'too-long',
    `Failed to read ${source}: it holds more than ${longestBytes / 1024 / 1024} MB.`,
    'Cut out the calls around the failure.',
  );
}

function unreadable(source: string, text: string): Problem {
  const forms = Object.values(recordingFormats).map(({ summary }) => `  - ${summary}`);
  const what =
    text.trim() === ''
      ? 'it is empty'
      : `it is in no form that is known, and begins with "${text.trim().slice(0, 60).replaceAll(/\s+/g, ' ')}"${brokenJson(text)}`;
  return new Problem('unreadable-recording', `Failed to read ${source}: ${what}.`, `Give one of:\n${forms.join('\n')}`);
}

/** A HAR that was cut off is no longer one, and only the parser knows where. */
function brokenJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return '';
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return `; as JSON it can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
