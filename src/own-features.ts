import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from './contract/index.ts';
import { existingFeatures, writeFeatures } from './write-features.ts';

/** Features that a run made from the contract itself, because there were none. */
export interface OwnFeatures {
  readonly folder: string;
  /** Declared responses that none of them provokes. */
  readonly unprovoked: number;
  /** Whether they are gone after the run. */
  readonly isTemporary: boolean;
}

/** Writes them into the report's folder, where an earlier run's are brought up to date; without a report into one that `removeOwnFeatures` takes away. */
export async function writeOwnFeatures(contract: Contract, report: string | false): Promise<OwnFeatures> {
  // The generator is loaded only by runs that need it.
  const { generateFeatures, mergeFeatures } = await import('./generate/index.ts');
  const { features, unprovoked } = await generateFeatures(contract);
  const isTemporary = report === false;
  const folder = isTemporary ? await mkdtemp(join(tmpdir(), 'faultline-features-')) : join(report, 'features');
  const planned = features.map(({ path }) => path);
  await writeFeatures(folder, mergeFeatures(features, existingFeatures(folder, planned, folder), null).files);
  return { folder, unprovoked: unprovoked.length, isTemporary };
}

export async function removeOwnFeatures(own: OwnFeatures | null): Promise<void> {
  if (own?.isTemporary) await rm(own.folder, { recursive: true, force: true });
}
