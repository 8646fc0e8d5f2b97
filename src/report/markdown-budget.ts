/** Collects Markdown up to a number of bytes. */
export interface Budget {
  readonly text: string;
  add(part: string): void;
  /** A title and its parts as far as they fit; how many did not is said in their place. Nothing for no parts. */
  section(title: string, parts: readonly string[]): void;
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
/** Kept free for the lines that say what was left out. */
const reserve = 1024;

/** An empty text that may have so many bytes. */
export function createBudget(bytes: number): Budget {
  let text = '';
  let left = bytes - reserve;

  function add(part: string): boolean {
    const needed = bytesOf(part) + 2;
    if (needed > left) return false;
    text += `${part}\n\n`;
    left -= needed;
    return true;
  }

  return {
    get text() {
      return `${text.trimEnd()}\n`;
    },
    add: (part) => void add(part),
    section(title, parts) {
      if (parts.length === 0) return;
      const heading = `### ${title}\n\n`;
      left -= bytesOf(heading);
      text += heading;
      // List items stand together, everything else by itself.
      const kept = takeWhile(parts, (part) => {
        const needed = bytesOf(part) + 2;
        if (needed > left) return false;
        left -= needed;
        return true;
      });
      text += joined(kept);
      const more = parts.length - kept.length;
      if (more > 0) text += `*and ${more} more; the HTML report has them all*\n\n`;
    },
  };
}

function takeWhile(parts: readonly string[], fits: (part: string) => boolean): readonly string[] {
  const end = parts.findIndex((part) => !fits(part));
  return end === -1 ? parts : parts.slice(0, end);
}

function joined(parts: readonly string[]): string {
  return parts.map((part) => (isItem(part) ? `${part}\n` : `\n${part}\n\n`)).join('') + (parts.length > 0 ? '\n' : '');
}

const isItem = (part: string) => part.startsWith('- ') && !part.includes('\n');
