/**
 * Rules about features, beyond what a run refuses by itself: one file each. They look at what would run; nothing is run.
 */
import { contradictoryClass } from './contradictory-class.ts';
import { sameScenarioTwice } from './same-scenario-twice.ts';
import { undeclaredStatus } from './undeclared-status.ts';
import { unknownOperation } from './unknown-operation.ts';

/** In the order of the docs. */
export const featureRules = [unknownOperation, undeclaredStatus, contradictoryClass, sameScenarioTwice] as const;
