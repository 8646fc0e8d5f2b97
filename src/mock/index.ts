/**
 * The server: a pure decision core (decide.ts and its gates), Prism behind one port, cases, and a thin adapter for sockets.
 * Nothing else may open a socket for the API, and nothing here judges what a client does.
 */
export { type CatalogueEntry, type CatalogueStep, catalogueMeanwhile, catalogueOf } from './catalogue/index.ts';
export type {
  CaseOptions,
  ControlAddress,
  ControlListener,
  Failure,
  Mock,
  MockCase,
  MockOptions,
  ReplaceOptions,
  RuleInput,
  RuleState,
  TlsMaterial,
  TraceEntry,
} from './mock.ts';
export { startMock } from './start.ts';
export type { UpstreamOptions } from './upstream/upstream.ts';
export type {
  Count,
  Expected,
  ExpectedCall,
  ExpectedTraffic,
  NearMiss,
  Verification,
  VerificationResult,
} from './verify/expectation.ts';
