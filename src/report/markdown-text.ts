import { spellOut } from '../spell-out.ts';

const longestText = 2000;

/** Cuts what would fill a report by itself. */
function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

/** A text that is shown as it is: no markup of its own, no mention of a person, in one line. */
export function escapeText(text: string): string {
  return spellOut(shortened(text))
    .replace(/[\\`*_{}[\]#|~]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
    .replace(/\s*\n\s*/g, ' ');
}

/** A text as code within a line. */
export function inline(text: string): string {
  const plain = spellOut(shortened(text)).replace(/\s+/g, ' ');
  const ticks = fence(plain, 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${plain}${pad}${ticks}`;
}

/** A text as a block of code. */
export function block(text: string, language = ''): string {
  const plain = spellOut(shortened(text)).trimEnd();
  const ticks = fence(plain, 3);
  return `${ticks}${language}\n${plain}\n${ticks}`;
}

/** More ticks than the text has in a row. */
function fence(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  return '`'.repeat(Math.max(least, longest + 1));
}

/** A table; its cells are Markdown already. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
