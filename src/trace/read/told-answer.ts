import { answerIn } from './answer-in-text.ts';
import { callIn } from './call-in-text.ts';
import { readErrorWords } from './error-words.ts';
import { recordedExchange } from './http-text.ts';
import { logLines } from './log-lines.ts';
import { defineFormat, recordingOf } from './recording.ts';

/** The text of an error that retells an answer: its status, its body as programs print it, or a page. */
export const toldAnswer = defineFormat({
  name: 'told-answer',
  summary:
    'text of an error that retells an answer (SDKs of any language, gRPC, kubectl, git, npm, a log line with a body)',
  reference: 'the libraries’ own messages',
  read(text) {
    const log = logLines.read(text);
    if (log !== null && (log.exchanges.length > 1 || log.notes.length === 0)) return null;
    const told = answerIn(text);
    const isPassing = told !== null && (told.isGuessed || told.response.status < 400);
    if (told === null || (isPassing && readErrorWords(text) !== null)) return null;
    const exchange = recordedExchange({
      id: 'answer-1',
      request: callIn(text),
      outcome: { kind: 'response', response: told.response },
    });
    const recording = recordingOf([exchange]);
    return recording && (told.isGuessed ? { ...recording, statusGuessed: true } : recording);
  },
});
