import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from './measure.ts';

/** Writes the failure layer that ships, without its quotas: whoever measures sends more than any of them allows. */
export async function writeQuotaFreeLayer(folder: string): Promise<string> {
  const text = await readFile(join(root, 'openapi', 'alerts.failures.yaml'), 'utf8');
  const { rateLimits: _, ...layer } = parse(text) as Readonly<Record<string, unknown>>;
  const path = join(folder, 'quota-free.failures.yaml');
  await writeFile(path, stringify(layer));
  return path;
}
