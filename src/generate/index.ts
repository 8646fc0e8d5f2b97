/**
 * A contract in, feature files out: scenarios that provoke everything the contract declares, each tried on the mock's own
 * decision before it is written. Opens no socket and touches no file; the same contract gives the same bytes.
 */
import type { Contract } from '../contract/contract.ts';
import { blocksOf } from './block.ts';
import { type PlannedFeature, planFeature } from './feature.ts';
import { layOut } from './layout.ts';
import { createRehearsal } from './rehearsal.ts';
import type { Deviation, Unprovoked } from './scenario.ts';
import { operationScenarios } from './scenarios.ts';

export { chooseOperations } from './choose.ts';
export { type PlannedFeature, signature } from './feature.ts';
export { type Merged, type MergedFile, mergeFeatures } from './merge.ts';
export type { Deviation, Unprovoked } from './scenario.ts';

/** The features of a contract, and what they leave out. */
export interface Generated {
  readonly features: readonly PlannedFeature[];
  /** Declared responses that no scenario provokes, those of operations included that aren't served. */
  readonly unprovoked: readonly Unprovoked[];
  /** Answers of the mock that aren't as the document declares them. */
  readonly deviations: readonly Deviation[];
}

/** Writes the scenarios of every operation of the contract. */
export async function generateFeatures(contract: Contract, isShipped = false): Promise<Generated> {
  // What is found to be broken on the way would still stand in the list.
  contract.checkAll();
  const rehearse = await createRehearsal(contract);
  const stage = { contract, rehearse, policy: contract.layer.policy ?? 'standard' } as const;
  const all = [];
  for (const operation of contract.operations) all.push(await operationScenarios(stage, operation));
  const sheets = layOut(all.map(({ operation, scenarios }) => ({ operation, blocks: blocksOf(operation, scenarios) })));
  const unprovoked = all.flatMap((one) => one.unprovoked);
  const excluded = contract.excluded.map(({ id, problem }) => ({
    operation: id,
    failure: '*',
    reason: problem.message,
  }));
  return {
    features: sheets.map((sheet) => planFeature(contract, isShipped, sheet, unprovoked)),
    unprovoked: [...unprovoked, ...excluded],
    deviations: all.flatMap(({ deviations }) => deviations),
  };
}
