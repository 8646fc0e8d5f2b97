import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cores } from './cores.ts';
import { answerOf, compare, connections, type Pace } from './load.ts';
import type { Question } from './measure.ts';
import { writeRoomyLayer } from './roomy-layer.ts';
import { alertsDocument, questions, servers } from './servers.ts';
import { atLeast, atMost, inMegabytes, inTimes, inUs, perSecond, type Row, told } from './table.ts';

interface Bounds {
  readonly bare: number;
  readonly prism: number;
}

/**
 * The alert API under load, with its quota counted, its RateLimit headers and its trace: beside a bare node:http server
 * that repeats our answer, Prism's CLI and openapi-backend.
 */
export async function throughputRows(pace: Pace, cores: Cores | null): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  try {
    const layer = await writeRoomyLayer(folder);
    const ours = (port: number) => servers.ours(port, alertsDocument, '--failures', layer, '--no-control');
    const list = await rowsFor('GET /alerts', questions.list, { bare: 0.75, prism: 6.5 });
    return [...list, ...(await rowsFor('POST /alerts, validated', questions.create, { bare: 0.6, prism: 5.5 }))];

    async function rowsFor(name: string, question: Question, least: Bounds): Promise<readonly Row[]> {
      const contestants = {
        ours: { command: ours },
        bare: { command: servers.bare, repeats: await answerOf(ours, question) },
        prism: { command: (port: number) => servers.prism(port, alertsDocument) },
        backend: { command: (port: number) => servers.backend(port, alertsDocument) },
      };
      const seen = await compare(question, contestants, pace, cores);
      const all = (['ours', 'bare', 'prism', 'backend'] as const).map((one) => seen[one]);
      const each = (print: (one: (typeof all)[number]) => string) => all.map(print).join(', ');
      return [
        atLeast(`${name}: answers a second, to bare node:http`, seen.ratio('ours', 'bare'), least.bare, inTimes),
        atLeast("  to Prism's CLI", seen.ratio('ours', 'prism'), least.prism, inTimes),
        told('  to openapi-backend', inTimes(seen.ratio('ours', 'backend'))),
        told(
          `  ours, bare, Prism, openapi-backend, ${connections} connections`,
          each((one) => perSecond(one.perSecond)),
        ),
        told(
          '  processor time for an answer',
          each((one) => inUs(one.processorUs)),
        ),
        told(
          '  time to an answer, p50 / p99',
          each((one) => `${one.p50} / ${one.p99} ms`),
        ),
        atMost("  memory after the load, to Prism's CLI", seen.ours.memoryBytes / seen.prism.memoryBytes, 1.1, inTimes),
        told(
          '  each',
          each((one) => inMegabytes(one.memoryBytes)),
        ),
      ];
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
