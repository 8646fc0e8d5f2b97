/**
 * The public names.
 */

// Writing steps: cucumber's own words, from the copy that runs them.
export {
  After,
  Before,
  type DataTable,
  defineParameterType,
  Given,
  setDefaultTimeout,
  setWorldConstructor,
  Then,
  When,
  World,
} from '@cucumber/cucumber';
// What a judgement is made of.
export type { ClientReport, Declared, DriverKind, Force } from './checks/index.ts';
// The reference client: policies and remedies.
export * from './client/index.ts';
// Time and chance.
export { type Clock, createRandom, createRealClock, createVirtualClock, type Random } from './clock.ts';
// The configuration file.
export { type Config, type ConfiguredDocument, defineConfig } from './config/config.ts';
// The failure contract.
export type {
  FailureLayer,
  Match,
  RateLimit,
  Respond,
  Rule,
  When as RuleWhen,
} from './contract/failure-layer.ts';
export type { Contract, FileAccess, MountedDocument, Operation } from './contract/index.ts';
// Diagnosis.
export {
  type Cause,
  type Confidence,
  type Diagnosis,
  type DiagnosisInput,
  diagnose,
  type Escalation,
  type EscalationPacket,
  type Evidence,
  type FailureGroup,
  type FoundCause,
  type FoundPattern,
  type Runbook,
  type RunbookItem,
  runbookFor,
} from './diagnosis/index.ts';
export type { FaultName } from './faults/index.ts';
// Judging a client.
export type { ClientFactory, ClientFunction, ClientInstance, FunctionCall } from './judge/index.ts';
export { type JudgeClientOptions, judgeClient } from './judge-client.ts';
export type { JudgedCall, JudgedCheck, JudgedProbe, Judgement } from './judgement.ts';
// A running mock.
export type {
  CaseOptions,
  ControlAddress,
  ControlListener,
  Count,
  Expected,
  ExpectedCall,
  ExpectedTraffic,
  Mock,
  MockCase,
  NearMiss,
  ReplaceOptions,
  RuleInput,
  RuleState,
  TraceEntry,
  Verification,
  VerificationResult,
} from './mock/index.ts';
// Problems.
export { type ExitCode, exitCodes, type Place, Problem, Problems } from './problem.ts';
// The result of a run.
export type { AttemptResult, Result, ScenarioResult, StepResult, Verdict } from './result.ts';
// Retry classification.
export {
  type Category,
  type Classification,
  categories,
  classifyRetry,
  type Expectation,
  type Policy,
  policies,
  type RetryClass,
  retryClasses,
  type Side,
  type Signal,
  sides,
  signalOf,
} from './retry/index.ts';
// The main job.
export { type ReportFiles, type RunOptions, type RunOutcome, run } from './run.ts';
// Writing steps: what one scenario knows and may do.
export {
  answeredFromCache,
  authenticate,
  authenticateScheme,
  authenticateSchemes,
  type ClientPolicies,
  type CredentialPlace,
  callForEach,
  callGrowing,
  callInBatches,
  callPrepared,
  causeNamed,
  changeWhatIsFound,
  closeContext,
  conformanceDefects,
  countOf,
  createWhatIsMissing,
  credentialValue,
  currentSession,
  declaredExpectation,
  diagnosisOf,
  dialectViolation,
  differenceOfWaiting,
  elapsedMs,
  errorMessage,
  jsonOf,
  listed,
  Mismatch,
  matching,
  means,
  openContext,
  printDuration,
  type QuotaInput,
  readWhatIsFound,
  renewalHeaders,
  requestsSent,
  responding,
  ScenarioContext,
  type Session,
  type StepMeaning,
  type StepParameter,
  scenarioContext,
  stepParameters,
  storm,
  transportFaultOf,
  unsent,
  waitedMs,
  walkPages,
  whenever,
} from './scenarios/index.ts';
export { type StartMockOptions, startMock } from './start-mock.ts';
// Traces.
export { type Exchange, type HeaderList, headerOf, type Outcome, type SideEffect, statusOf } from './trace/exchange.ts';
export { type Recording, readRecording } from './trace/read/index.ts';
