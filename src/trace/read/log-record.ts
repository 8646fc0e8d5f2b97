import { errorText } from './error-text.ts';
import { defineFormat } from './recording.ts';
import { toldAnswer } from './told-answer.ts';
import { asObject, type Members, parseJson } from './values.ts';

/** A program's log in JSON: what its records say, not the records, tells of the call. */
export const logRecord = defineFormat({
  name: 'log-record',
  summary: 'log records in JSON (zap, pino, bunyan, log4j, n8n) that tell of an error',
  reference: 'the loggers’ names for level and message; n8n’s errorDetails',
  read(text) {
    const records = [...wholeOf(text), ...text.split('\n').map((line) => recordIn(line))].filter((one) => one !== null);
    const said = records.flatMap((record) => textsIn(record)).join('\n');
    return said === '' ? null : (toldAnswer.read(said) ?? errorText.read(said));
  },
});

function wholeOf(text: string): readonly (Members | null)[] {
  return text.includes('\n') ? [recordIn(text)] : [];
}

function recordIn(text: string): Members | null {
  const record = /^\s*\{/.test(text) ? asObject(parseJson(text)) : null;
  const isLogged =
    record !== null &&
    ['level', 'severity', 'levelname', 'log.level', 'loglevel', 'logger', 'logger_name', 'errorDetails'].some(
      (name) => name in record,
    );
  return isLogged ? record : null;
}

const sayings =
  /^(message|msg|error|err|exception|stack|stack_?trace|details?|reason|cause|text|error_?details|raw_?error_?message)$/i;

function textsIn(record: Members, depth = 0): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    if (!sayings.test(name)) return [];
    const inner = depth < 3 ? asObject(value) : null;
    if (inner !== null) return textsIn(inner, depth + 1);
    return [value].flat().filter((text) => typeof text === 'string');
  });
}
