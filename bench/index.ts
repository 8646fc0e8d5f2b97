/**
 * Measures what DESIGN promises, as ratios against Prism's CLI and a bare node:http server in the same run.
 * `npm run bench`; takes about a minute, prints a table, and ends with 1 when a bound is missed.
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../src/result.ts';
import { inTurn, ms, printRows, type Row, root, timeToAnswer, timeToEnd } from './measure.ts';
import { throughputRows } from './throughput.ts';

const cli = join(root, 'src', 'cli.ts');
const prism = join(root, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
const document = join(root, 'openapi', 'alerts.openapi.yaml');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function startRows(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  try {
    const { run } = await inTurn(5, { run: () => timeToEnd([cli, 'run', '--report', folder]) });
    const result = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as Result;
    const { size } = await stat(join(folder, 'index.html'));
    const { scenariosMs, virtualMs } = result.timing;
    return [
      { what: 'npm start, process start to report', measured: ms(run), bound: '4000 ms', within: run.median <= 4000 },
      {
        what: '  of which the scenarios',
        measured: `${scenariosMs.toFixed(0)} ms`,
        bound: '1500 ms',
        within: scenariosMs <= 1500,
      },
      {
        what: '  waits alone on a real clock',
        measured: `${(virtualMs / 60_000).toFixed(1)} min`,
        bound: '—',
        within: true,
      },
      { what: 'report', measured: `${(size / 1024).toFixed(0)} KB`, bound: '400 KB', within: size <= 400 * 1024 },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function serveRows(): Promise<readonly Row[]> {
  const headers = { 'X-API-Key': 'valid-key-123' };
  const ready = await inTurn(7, {
    ours: async () => {
      const port = await freePort();
      return timeToAnswer([cli, 'serve', '--port', String(port)], `http://127.0.0.1:${port}/alerts`, headers);
    },
    prism: async () => {
      const port = await freePort();
      return timeToAnswer(
        [prism, 'mock', '--port', String(port), document],
        `http://127.0.0.1:${port}/alerts`,
        headers,
      );
    },
  });
  const ratio = ready.ours.median / ready.prism.median;
  return [
    { what: 'serve, process start to first answer', measured: ms(ready.ours), bound: '—', within: true },
    { what: '  Prism CLI on the same document', measured: ms(ready.prism), bound: '—', within: true },
    { what: '  ratio', measured: ratio.toFixed(2), bound: '0.80', within: ratio <= 0.8 },
  ];
}

const rows = [
  ...(await startRows()),
  ...(await serveRows()),
  ...(await throughputRows({ cli, prism, document, freePort })),
];
printRows(rows);
process.exitCode = rows.every(({ within }) => within) ? 0 : 1;
