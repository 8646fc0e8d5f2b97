/** A debug log may hold whole messages, each line behind a time, a level and the name of whoever wrote it. */
const logPrefix = /^\d{4}-\d{2}-\d{2}[T ]\S+ (?:\[?[A-Z]+\]?:? )?(?:[\w./-]+: ?)?/;

/** What a program prints before the first line of a message: `Response: HTTP/1.1 403 Forbidden`, `mc: <DEBUG> GET / HTTP/1.1`. */
const lead =
  /^[^"'\n]{1,60}?[\s>:\]](?=(?:HTTP\/\d(?:\.\d)? \d{3}\b[^"'\n]*|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\/\d(?:\.\d)?)\r?\n[\w-]+: )/gm;

/** What PowerShell draws beside an error: a column of bars below `Line |`. */
const gutter = /^\s+(?:\d+ )?\|(?: |$)/;

/** What Terraform draws around an error: a bar before each line, corners above and below. */
const frame = /^[╷╵]|^│ ?/;

/** What Docker Compose and others put before each line: the name of the service, and a bar. */
const service = /^[\w.-]{1,60} +\| ?/;

/** A time before each line, also of a body that was printed over several. */
const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}[.,\d]*(?:Z|[+-]\d{2}:?\d{2})? /;
const within = /^\s*(?:[}\]"]|<\/|<[a-z]+>)/i;

/** What colours a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is an escape sequence that is looked for.
const colours = /\u001b\[[\d;]*m/g;

/** The text without colours, and without the service, or the time in the midst of a body, that was put before each line. */
export function withoutTerminal(text: string): string {
  const plain = text.replaceAll(colours, '');
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  const rest = without(lines, service) ?? lines;
  const timeless = without(rest, moment);
  const isBroken = timeless?.some((line) => within.test(line)) === true;
  if (rest === lines && !isBroken) return plain;
  return (isBroken ? (timeless ?? rest) : rest).join('\n');
}

/** Null: not every line begins with it. */
function without(lines: readonly string[], mark: RegExp): readonly string[] | null {
  return lines.every((line) => mark.test(line)) ? lines.map((line) => line.replace(mark, '')) : null;
}

/** The text without what a log put before each of its lines. */
export function withoutPrefix(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(logPrefix, ''));
  return lines.join('\n');
}

/** The text without PowerShell's bars; as it stands where there are none. */
export function withoutGutter(text: string): string {
  if (!/^Line \|/m.test(text)) return text;
  const lines = text.split('\n').map((line) => line.replace(gutter, ''));
  return lines.join('\n');
}

/** The text without Terraform's frame, its wrapped lines joined; as it stands where there is none. */
export function withoutFrame(text: string): string {
  if (!/^│ /m.test(text)) return text;
  const lines = text.split('\n').map((line) => line.replace(frame, ''));
  return lines.join('\n').replaceAll(/(?<=[\w",:])[ ]?\n(?=["\w(])/g, ' ');
}

/** The text with its messages at the start of their lines; as it stands where something else follows their first lines. */
export function withoutLead(text: string): string {
  return text.replaceAll(lead, '');
}

/** Where an error passed through: lines of a stack of Java, JavaScript, .NET, Python, PHP or Ruby. */
const stackLine =
  /^\s*(?:at (?:async )?[\w$.<>/[\] ]+(?:\(|\/|:\d)|\.\.\. \d+ (?:more|common)|File "[^"]+", line \d+|#\d+ +(?:\/|\[internal|\{main)|from \S+:\d+:in )/;

/** The text without the stack below its errors. */
export function withoutStack(text: string): string {
  const lines = text.split('\n').filter((line) => !stackLine.test(line));
  return lines.join('\n');
}

/** Bytes as Python prints them: `b'{"a": "it\\'s"}\\n'`; those of its log of messages are read with it. */
const pythonBytes = /(?<!\b(?:send|reply): )\bb(['"])((?:\\.|(?!\1)[^\\\n])*)\1/g;

/** The text with the bodies that Python printed as bytes, in which Spring marks the ends of lines or Splunk SOAR doubles braces, as they came. */
export function withoutQuoting(text: string): string {
  // JSON says what it says.
  if (/^\s*[[{]/.test(text)) return text;
  const single = /\{\{\s*"/.test(text) ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
  return single
    .replaceAll(pieces, joined)
    .replaceAll('<EOL>', ' ')
    .replaceAll(pythonBytes, (_, _quote: string, inner: string) => plainBytes(inner));
}

/** A string of several lines as Node.js prints it: a piece for each, joined by plus signs. */
const pieces = /'(?:[^'\\\n]|\\.)*'(?: \+\n\s*'(?:[^'\\\n]|\\.)*')+/g;

function joined(literal: string): string {
  return literal.replaceAll(/' \+\n\s*'/g, '').replaceAll('\\n', ' ');
}

/** A break of a line becomes a blank, so that a line of a log stays one. */
function plainBytes(inner: string): string {
  const plain = inner.replaceAll(/\\(\\|'|[nrt])/g, (_, letter: string) => (/[nrt]/.test(letter) ? ' ' : letter));
  return plain.replaceAll(/(?:\\x[\da-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('\\x', ''), 'hex').toString(),
  );
}
