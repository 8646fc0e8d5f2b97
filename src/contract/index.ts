/**
 * An OpenAPI document and its failure layer as one checked, compiled contract.
 * Reads the document, the files below its folder that it refers to, and the layer; anything else only where it is allowed.
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
export { createAjv } from './document/ajv.ts';
export { collectSchemas } from './document/choices.ts';
export type { FileAccess } from './document/files/access.ts';
export { documentFiles } from './document/files/document-files.ts';
export { fixedQuery, namesIn, sentPath, templateShape } from './document/path-text.ts';
export { isRecord, join, member, parentOf, tokensOf, valueAt } from './document/pointer.ts';
export { readSource, type Source } from './document/source.ts';
export { toViolations } from './document/violations.ts';
export { fillErrorBody, fillTemplate, renderErrorBody } from './error-body.ts';
export type * from './failure-layer.ts';
export { fittedError, type SpokenViolation } from './fitted-error/index.ts';
export { freshId } from './fresh-id.ts';
export { knownId, unknownId, unknownIdsOf } from './ids.ts';
export { itemPlaceOf, successStatus } from './infer/item-shape.ts';
export {
  type DeclaredMeaning,
  declaredMeaning,
  expectedMeaning,
  isDeclaredIdempotent,
} from './infer/retries.ts';
export { siblingLayer } from './layer/layer-parts.ts';
export { plainRateLimit } from './layer/read-quotas.ts';
export { layerText } from './layer-text.ts';
export { type ContractOptions, type MountedDocument, readContract } from './read-contract.ts';
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
  sampleParameter,
  samplePath,
  sampleRequest,
  withCredential,
  withHeader,
  withQuery,
} from './sample.ts';
export { sampleContent } from './sample-content.ts';
export { sampleOf } from './sample-schema.ts';
export { mergedSchema, propertiesOf, requiredOf, resolveSchema } from './schema-parts.ts';
export { shapeProblem } from './shape-problem.ts';
export { statusOn } from './status-on.ts';
export { visibleIds } from './visible-ids.ts';
