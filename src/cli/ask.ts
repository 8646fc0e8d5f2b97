import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Environment } from './command.ts';

/** Asks a person one line; `hidden` shows nothing of what is typed. Null: nobody sits there. */
export async function ask(question: string, environment: Environment, { hidden = false } = {}): Promise<string | null> {
  const { stdin, stderr } = environment;
  if (stdin?.isTTY !== true) return null;
  stderr.write(question);
  const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stderr;
  const lines = createInterface({ input: stdin, output, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    if (hidden) stderr.write('\n');
  }
}
