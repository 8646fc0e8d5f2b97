#!/usr/bin/env -S node --max-semi-space-size=32
import { enableCompileCache } from 'node:module';

// The flag can only be given at the start: what was just made gets half of the memory that Node.js would give it. A mock
// under load then holds a fifth less, and is as fast.
//
// Compiling Prism and cucumber is most of the start; the cache halves it from the second run on.
enableCompileCache();

// Whoever reads may have seen enough: `faultline steps | head`. The work is ended all the same, and its exit code tells of it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const { main } = await import('./cli/main.ts');
await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  colour: wantsColour(),
  exit: (code) => {
    process.exitCode = code;
  },
  onStop: (callback) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, callback);
  },
});

function wantsColour(): boolean {
  if (process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '') return false;
  return process.env['FORCE_COLOR'] !== undefined || process.stderr.isTTY === true;
}
