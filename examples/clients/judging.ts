/** Judges an example client by the command line, as anybody would, and holds the verdicts against the expected ones. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ExpectedClient } from './expected/expectation.ts';

export interface SeenVerdict {
  readonly id: string;
  readonly verdict: string;
  readonly subtype: string | null;
  readonly because: string;
}

const root = join(import.meta.dirname, '..', '..');

/** The verdicts of one run; `only` are ids of checks, default all. Throws what the run said when it printed none. */
export async function judgeExample(client: ExpectedClient, only?: readonly string[]): Promise<readonly SeenVerdict[]> {
  const options = [
    ...['--driver', client.driver, '--client', client.name, '--no-report', '--json'],
    ...client.declare.flatMap((limit) => ['--declare', limit]),
    ...(only === undefined ? [] : ['--check', only.join(',')]),
  ];
  const words = [
    join(root, 'src', 'cli.ts'),
    'judge',
    ...options,
    '--',
    ...client.command.map((word) => (word === 'node' ? process.execPath : word)),
  ];
  const child = spawn(process.execPath, ['--conditions=faultline-source', ...words], { cwd: root });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (piece) => {
      printed[name] += String(piece);
    });
  }
  await once(child, 'close');
  if (!printed.stdout.startsWith('{')) throw new Error(printed.stderr);
  return (JSON.parse(printed.stdout) as { checks: SeenVerdict[] }).checks;
}

/** What a busy machine leaves undecided is no verdict about the client. */
const undecided = new Set(['noisy', 'unclear']);

/** One line for each verdict that isn't the expected one; empty when all are. */
export function differences({ verdicts }: ExpectedClient, seen: readonly SeenVerdict[]): readonly string[] {
  return seen.flatMap(({ id, verdict, subtype, because }) => {
    const expected = verdicts[id];
    const wanted =
      expected === undefined ? 'nothing' : words(expected.verdict, 'subtype' in expected ? expected.subtype : null);
    const got = words(verdict, subtype);
    return wanted === got || undecided.has(subtype ?? '') ? [] : [`${id}: expected ${wanted}, seen ${got}: ${because}`];
  });
}

function words(verdict: string, subtype: string | null): string {
  return subtype === null ? verdict : `${verdict} (${subtype})`;
}
