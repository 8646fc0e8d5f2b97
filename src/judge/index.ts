/**
 * Runs a client against failures and holds the checks against what it did: drivers, one file each, probes side by side,
 * and containment of clients that hang, flood or fork. What a client promises stands in src/checks, and is pure.
 */
export type { ClientFactory, ClientFunction, ClientInstance, FunctionCall } from './drivers/function.ts';
export { createFunctionDriver } from './drivers/function.ts';
export { type DrivenOptions, type JudgeProgress, judge } from './judge.ts';
export type { ChosenCheck } from './judge-checks.ts';
