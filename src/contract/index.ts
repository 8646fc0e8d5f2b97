/**
 * An OpenAPI document and its failure layer as one checked, compiled contract.
 * Reads the two files it is given and nothing else: no reference is ever followed out of the document.
 */
export {
  type BodyContent,
  type Contract,
  type DeclaredResponse,
  declaredResponse,
  type Operation,
  type Parameter,
  type SecurityNeed,
  type Violation,
  type ViolationKind,
} from './contract.ts';
export { isRecord, join, member, tokensOf } from './document/pointer.ts';
export { readSource, type Source } from './document/source.ts';
export { fillErrorBody, fillTemplate, renderErrorBody } from './error-body.ts';
export type * from './failure-layer.ts';
export { siblingLayer } from './layer/layer-parts.ts';
export { plainRateLimit } from './layer/read-quotas.ts';
export { type ContractOptions, readContract } from './read-contract.ts';
export { reasonPhrase } from './reason-phrases.ts';
export { matching, responding, whenever } from './rule-parts.ts';
export {
  acceptedCredential,
  acceptedCredentials,
  acceptedCredentialsOf,
  credentialHeader,
  type SampleChoices,
  type SampleRequest,
  sampleBody,
  samplePath,
  sampleRequest,
  visibleIds,
  withCredential,
  withHeader,
  withQuery,
} from './sample.ts';
export { propertiesOf, requiredOf, resolveSchema } from './sample-schema.ts';
