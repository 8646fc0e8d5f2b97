import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cores } from './cores.ts';
import { answerOf, compare, type Pace } from './load.ts';
import { githubDocument, questions, servers } from './servers.ts';
import { atLeast, atMost, inMegabytes, inTimes, inUs, perSecond, type Row, told } from './table.ts';

/** A document of 1,200 operations beside Prism's CLI, and beside one of three operations with a body of the same size. */
export async function githubRows(pace: Pace, cores: Cores | null): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  try {
    const ours = (port: number) => servers.ours(port, githubDocument, '--no-control');
    const small = join(folder, 'three-operations.openapi.json');
    const { body } = await answerOf(ours, questions.repository);
    await writeFile(small, JSON.stringify(threeOperations(JSON.parse(body))));
    const contestants = {
      ours: { command: ours },
      small: { command: (port: number) => servers.ours(port, small, '--no-control') },
      prism: { command: (port: number) => servers.prism(port, githubDocument) },
    };
    const seen = await compare(questions.repository, contestants, pace, cores);
    const all = [seen.ours, seen.small, seen.prism];
    const each = (print: (one: typeof seen.ours) => string) => all.map(print).join(', ');
    const memory = seen.ours.memoryBytes / seen.prism.memoryBytes;
    return [
      atLeast("GitHub's document, a repository: to Prism's CLI", seen.ratio('ours', 'prism'), 60, inTimes),
      atLeast('  to a document of three operations', seen.ratio('ours', 'small'), 0.8, inTimes),
      told(
        "  GitHub's, three operations, Prism",
        each((one) => perSecond(one.perSecond)),
      ),
      told(
        '  processor time for an answer',
        each((one) => inUs(one.processorUs)),
      ),
      atMost("  memory after the load, to Prism's CLI", memory, 0.7, inTimes),
      told(
        '  each',
        each((one) => inMegabytes(one.memoryBytes)),
      ),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Three operations; the one that is asked answers with the given body. */
function threeOperations(example: unknown): object {
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const answer = (value: unknown) => ({
    200: {
      description: 'what there is',
      content: { 'application/json': { schema: { type: 'object' }, example: value } },
    },
  });
  return {
    openapi: '3.0.3',
    info: { title: 'Three operations', version: '1.0.0' },
    paths: {
      '/meta': { get: { operationId: 'readMeta', responses: answer({}) } },
      '/repos/{owner}': { get: { operationId: 'readOwner', parameters: [parameter('owner')], responses: answer({}) } },
      '/repos/{owner}/{repo}': {
        get: {
          operationId: 'readRepository',
          parameters: [parameter('owner'), parameter('repo')],
          responses: answer(example),
        },
      },
    },
  };
}
