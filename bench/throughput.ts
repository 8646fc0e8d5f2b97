import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { type Row, root, stop } from './measure.ts';

interface Tools {
  readonly cli: string;
  readonly prism: string;
  readonly document: string;
  freePort(): Promise<number>;
}

const connections = 16;
const seconds = 3;
const target = { path: '/users/1', method: 'GET' as const, headers: { 'X-API-Key': 'burst-key' } };

/** Requests a second over kept connections, of ours, Prism's CLI and a bare node:http server that answers the same body. */
export async function throughputRows(tools: Tools): Promise<readonly Row[]> {
  const bare = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end('{"id":"1","name":"Ada"}'),
  );
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const address = bare.address();
  const barePort = typeof address === 'object' && address !== null ? address.port : 0;
  const rates = {
    bare: await rateOf(barePort),
    ours: await rateOfProcess(tools, (port) => [tools.cli, 'serve', '--port', String(port)]),
    prism: await rateOfProcess(tools, (port) => [
      tools.prism,
      'mock',
      '--port',
      String(port),
      '--verboseLevel',
      'error',
      tools.document,
    ]),
  };
  bare.close();
  bare.closeAllConnections();
  return [
    {
      what: `GET ${target.path}, ${connections} connections`,
      measured: `${rates.ours.toFixed(0)} /s`,
      bound: '—',
      within: true,
    },
    {
      what: '  against Prism CLI',
      measured: `${(rates.ours / rates.prism).toFixed(2)} ×`,
      bound: '1.00 ×',
      within: rates.ours >= rates.prism,
    },
    {
      what: '  against bare node:http',
      measured: `${(rates.ours / rates.bare).toFixed(2)} ×`,
      bound: '—',
      within: true,
    },
  ];
}

async function rateOfProcess(tools: Tools, command: (port: number) => readonly string[]): Promise<number> {
  const port = await tools.freePort();
  const child: ChildProcess = spawn(process.execPath, command(port), { cwd: root, stdio: 'ignore' });
  try {
    return await rateOf(port);
  } finally {
    await stop(child);
  }
}

async function rateOf(port: number): Promise<number> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  await ready(pool);
  await burst(pool, 0.5);
  const answered = await burst(pool, seconds);
  await pool.close();
  return answered / seconds;
}

async function ready(pool: Pool): Promise<void> {
  for (;;) {
    try {
      const { body } = await pool.request(target);
      await body.dump();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function burst(pool: Pool, forSeconds: number): Promise<number> {
  const end = performance.now() + forSeconds * 1000;
  let answered = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const { body, statusCode } = await pool.request(target);
      await body.dump();
      if (statusCode === 200) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return answered;
}
