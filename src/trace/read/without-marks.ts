/** A debug log may hold whole messages, each line behind a time, a level and the name of whoever wrote it. */
const logPrefix = /^\d{4}-\d{2}-\d{2}[T ]\S+ (?:\[?[A-Z]+\]?:? )?(?:[\w./-]+: ?)?/;

/** What PowerShell draws beside an error: a column of bars below `Line |`. */
const gutter = /^\s+(?:\d+ )?\|(?: |$)/;

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
