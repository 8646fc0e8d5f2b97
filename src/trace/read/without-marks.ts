/** A debug log may hold whole messages, each line behind a time, a level and the name of whoever wrote it. */
const logPrefix = /^\d{4}-\d{2}-\d{2}[T ]\S+ (?:\[?[A-Z]+\]?:? )?(?:[\w./-]+: ?)?/;

/** What PowerShell draws beside an error: a column of bars below `Line |`. */
const gutter = /^\s+(?:\d+ )?\|(?: |$)/;

/** The text without what a log or a console put before each of its lines. */
export function withoutMarks(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(logPrefix, ''));
  const isDrawn = lines.some((line) => /^Line \|/.test(line));
  return (isDrawn ? lines.map((line) => line.replace(gutter, '')) : lines).join('\n');
}
