/**
 * Runs Gherkin scenarios with cucumber in this process and turns its messages into the canonical result.
 * Renders nothing and ends no process: what a run came to is a value.
 */

// What steps use.
export { conformanceDefects } from '../contract/conformance.ts';
export { matching, responding, whenever } from '../contract/index.ts';
export { authenticate, authenticateScheme, authenticateSchemes } from './authenticate.ts';
export { readBaseline } from './baseline/read-baseline.ts';
export { type BaselineUpdate, writeBaseline } from './baseline/write-baseline.ts';
export type { ClientPolicies } from './calls.ts';
export { means, type StepMeaning } from './catalogue/means.ts';
export type { ParameterEntry } from './catalogue/parameter-entry.ts';
export { filterSteps, type StepEntry, stepCatalogue } from './catalogue/step-catalogue.ts';
export { operationNamed } from './cells.ts';
export { ScenarioContext } from './context.ts';
export { credentialsFrom, strayCredentials } from './credential-environment.ts';
export { credentialValue } from './credentials.ts';
export { declaredExpectation } from './declared.ts';
export { causeNamed, diagnosisOf } from './diagnosis-of.ts';
export type { CredentialPlace } from './draft.ts';
export { dialectViolation, errorMessage, jsonOf } from './error-message.ts';
export { Mismatch, printDuration } from './expectations.ts';
export type { LiveLimits } from './live-limits.ts';
export { closeContext, openContext, scenarioContext } from './open-context.ts';
export { type StepParameter, stepParameters } from './parameters.ts';
export { type FeaturePlan, type PlannedScenario, type PlannedStep, planFeatures, valuesOf } from './plan.ts';
export type { QuotaInput } from './quota.ts';
export {
  answeredFromCache,
  callForEach,
  callGrowing,
  callInBatches,
  callPrepared,
  changeWhatIsFound,
  countOf,
  createWhatIsMissing,
  differenceOfWaiting,
  elapsedMs,
  readWhatIsFound,
  renewalHeaders,
  requestsSent,
  unsent,
  waitedMs,
  walkPages,
} from './remedies/index.ts';
export { runScenarios, type ScenarioRun } from './run-scenarios.ts';
export { currentSession, type Session } from './session.ts';
export { transportFaultOf } from './transport.ts';
export { listed, storm } from './workload.ts';
