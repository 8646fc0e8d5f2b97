/**
 * Changes one value of the shipped failure layer at a time and runs the features against it: each change has to break
 * a scenario. `npm run sensitivity`; takes some minutes, lists the changes that nobody noticed, and ends with 1 then.
 */
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemsOf } from '../src/problem.ts';
import { run } from '../src/run.ts';
import { type Mutation, mutationsOf } from './mutations.ts';

const root = join(import.meta.dirname, '..');
export const layerPath = join(root, 'openapi', 'alerts.failures.yaml');

/** What became of one change. */
export type Noticed =
  | { readonly kind: 'broken'; readonly scenarios: readonly string[] }
  /** The layer isn't accepted with it, or the features can't be run: exit 2, with what is wrong. */
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'unnoticed' };

/** What `npm start` runs: without the remedies, which show clients. */
const started = () => globSync('features/*.feature', { cwd: root }).map((file) => join(root, file));

/** Runs the features of `npm start`, or others, against a layer with one change. */
export async function notice(mutation: Mutation, features: readonly string[] = started()): Promise<Noticed> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-sensitivity-'));
  const failures = join(folder, 'changed.failures.yaml');
  try {
    await writeFile(failures, mutation.text);
    const { result } = await run({ failures, report: false, features });
    const [problem] = result.problems;
    if (problem !== undefined) return { kind: 'refused', because: problem.message };
    const broken = result.scenarios.filter(({ verdict }) => verdict === 'broken').map(({ name }) => name);
    return broken.length > 0 && result.exitCode === 1 ? { kind: 'broken', scenarios: broken } : { kind: 'unnoticed' };
  } catch (error) {
    const [problem] = problemsOf(error);
    if (problem === undefined) throw error;
    return { kind: 'refused', because: problem.message };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const mutations = mutationsOf(await readFile(layerPath, 'utf8'));
  const wanted = process.argv.slice(2);
  const chosen = mutations.filter(({ name }) => wanted.every((word) => name.includes(word)));
  const counts = { broken: 0, refused: 0, unnoticed: 0 };
  for (const mutation of chosen) {
    const noticed = await notice(mutation);
    counts[noticed.kind] += 1;
    if (noticed.kind === 'unnoticed') console.log(`unnoticed  ${mutation.name}`);
    if (noticed.kind === 'refused') console.log(`refused    ${mutation.name}\n           ${noticed.because}`);
  }
  console.log(
    `${chosen.length} changes: ${counts.broken} break a scenario, ${counts.refused} refused at load, ${counts.unnoticed} unnoticed`,
  );
  process.exitCode = counts.unnoticed === 0 ? 0 : 1;
}

if (import.meta.main) await main();
