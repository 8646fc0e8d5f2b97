/** A debug log may hold whole messages, each line behind a time, a level and the name of whoever wrote it. */
const logPrefix = /^\d{4}-\d{2}-\d{2}[T ]\S+ (?:\[?[A-Z]+\]?:? )?(?:[\w./-]+: ?)?/;

/** What a program prints before the first line of a message: `Response: HTTP/1.1 403 Forbidden`, `mc: <DEBUG> GET / HTTP/1.1`. */
const lead =
  /^[^"'\n]{1,60}?[\s>:\]](?=(?:HTTP\/\d(?:\.\d)? \d{3}\b[^"'\n]*|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\/\d(?:\.\d)?)\r?\n[\w-]+: )/gm;

/** What PowerShell draws beside an error: a column of bars below `Line |`. */
const gutter = /^\s+(?:\d+ )?\|(?: |$)/;

/** What Terraform draws around an error: a bar before each line, corners above and below. */
const frame = /^[╷╵]|^│ ?/;

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
