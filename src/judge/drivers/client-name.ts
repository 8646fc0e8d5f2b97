import { basename, extname } from 'node:path';

const interpreters = /^(?:node|deno|bun|python[\d.]*|ruby|perl|php|java|go|sh|bash|zsh|npx|npm|tsx|uv|env)(?:\.exe)?$/;

/** What a client is called when nobody says: its program, or the script that an interpreter runs. */
export function clientNameOf(command: readonly string[]): string {
  const [program = '', ...rest] = command;
  const name = basename(program);
  if (!interpreters.test(name)) return withoutExtension(name);
  const script = rest.find((word) => /^[\w./@-]+\.[a-z]{1,4}$/i.test(word) && !word.startsWith('-'));
  return script === undefined ? name : withoutExtension(basename(script));
}

function withoutExtension(name: string): string {
  return basename(name, extname(name)) || name;
}
