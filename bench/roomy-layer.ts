import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from './measure.ts';

/** More than a bench can send in a window. */
const plenty = 1_000_000_000;

/** Writes the failure layer that ships with room in the quota of each key: it counts and tells, and never refuses. */
export async function writeRoomyLayer(folder: string): Promise<string> {
  const text = await readFile(join(root, 'openapi', 'alerts.failures.yaml'), 'utf8');
  const { rateLimits, ...layer } = parse(text) as { readonly rateLimits: readonly { readonly id: string }[] };
  const roomy = rateLimits.map((limit) => (limit.id === 'per-key' ? { ...limit, rateLimit: plenty } : limit));
  const path = join(folder, 'roomy.failures.yaml');
  await writeFile(path, stringify({ ...layer, rateLimits: roomy }));
  return path;
}
