/** A text as one word of a POSIX shell. */
export function quoteForShell(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Control characters other than tab and line feed: a terminal acts on them, and NUL can't be an argument at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Whether a text can't be pasted into a terminal as it is. */
export function needsPrintf(text: string): boolean {
  return control.test(text);
}

/** A command that prints the text byte by byte where a terminal would act on it. */
export function printfForShell(text: string): string {
  const format = text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replace(
      new RegExp(control.source, 'g'),
      (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
  return `printf ${quoteForShell(format)}`;
}
