/**
 * Runs a client against failures and holds the checks against what it did: drivers, one file each, probes side by side,
 * and containment of clients that hang, flood or fork. What a client promises stands in src/checks, and is pure.
 */
export { nothingDeclared, readDeclared } from './declared.ts';
export { type CommandOptions, createCommandDriver } from './drivers/command.ts';
export {
  type ClientFactory,
  type ClientFunction,
  type ClientInstance,
  createFunctionDriver,
  type FunctionCall,
} from './drivers/function.ts';
export { createJsonlDriver } from './drivers/jsonl.ts';
export { type JudgeProgress, judge } from './judge.ts';
export type { JudgeOptions } from './judge-options.ts';
export { type KnownFailures, readKnown } from './known.ts';
export { openPassive, type PassiveCase, type PassiveRun } from './passive.ts';
export { checkIds, selectChecks } from './select.ts';
export { type Authority, createAuthority } from './tls.ts';
