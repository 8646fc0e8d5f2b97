import { callIn } from './call-in-text.ts';
import { readErrorWords } from './error-words.ts';
import { noResponse, recordedExchange } from './http-text.ts';
import { defineFormat, recordingOf } from './recording.ts';

/** The words of an error: a stack, a log line, what a tool printed. */
export const errorText = defineFormat({
  name: 'error-text',
  summary: 'text of an error (Node, undici, axios, Python requests, Java, Go, curl)',
  reference: 'the runtimes’ own messages',
  read(text) {
    const error = readErrorWords(text);
    if (error === null) return null;
    const message = lineWith(text, error.code) ?? text.trim().split('\n').at(-1) ?? '';
    const outcome = noResponse(error.code, message.trim().slice(0, 1000), error.phase);
    return recordingOf([recordedExchange({ id: 'error-1', request: callIn(text), outcome })]);
  },
});

function lineWith(text: string, code: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => line.includes(code)) ?? lines.findLast((line) => readErrorWords(line) !== null);
}
