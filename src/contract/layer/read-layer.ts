import type { Problem } from '../../problem.ts';
import type { Operation } from '../contract.ts';
import { createFindings } from '../document/findings.ts';
import type { OpenApi } from '../document/open-api.ts';
import { valueAt } from '../document/pointer.ts';
import type { ErrorBody, FailureLayer } from '../failure-layer.ts';
import { refineLayer } from '../infer/index.ts';
import { checkAnswers } from './check-answers.ts';
import { chooseErrorBody } from './default-error-body.ts';
import { type LayerContext, type ParseFault, refusal } from './layer-context.ts';
import type { LayerPart } from './layer-parts.ts';
import { failuresSchema, readShape } from './layer-shape.ts';
import type { RawLayer } from './raw-layer.ts';
import { readCredentials } from './read-credentials.ts';
import { byStatus, readIds, readOperationParts } from './read-operation-parts.ts';
import { readQuotas } from './read-quotas.ts';
import { readResources } from './read-resources.ts';
import { readRules } from './read-rules.ts';
import { readValidation } from './read-validation.ts';

export interface LayerOptions {
  readonly document: OpenApi;
  readonly operations: readonly Operation[];
  /** The layer itself first, when there is one, then the rules of single operations. */
  readonly parts: readonly LayerPart[];
  readonly parseFault: ParseFault;
}

export interface ReadLayer {
  readonly layer: FailureLayer;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const nothing: LayerPart = { data: { version: 1 }, place: () => ({}), operationId: null };

/** The failure layer with its defaults filled in, and everything that is wrong with it. */
export function readLayer({ document, operations, parts, parseFault }: LayerOptions): ReadLayer {
  const findings = createFindings();
  const warnings = createFindings();
  const [first] = parts;
  const main = first === undefined || first.operationId !== null ? nothing : first;
  const refined = { ...main, data: refineLayer(document, operations, main.data) };
  const others = parts.filter((part) => part !== main);
  const shaped = [refined, ...others].map((part) => ({ part, ...readShape(part) }));
  for (const { problems } of shaped) findings.add(...problems);
  const raw = shaped[0]?.raw as RawLayer;
  const context: LayerContext = {
    document,
    operations,
    findings,
    warnings,
    parseFault,
    undocumentedStatus: raw.defaults.undocumentedStatus,
    isWritten: (pointer) => valueAt(main.data, pointer) !== undefined,
    answers: [],
  };
  const base = readBase(context, raw, main);
  const seen = new Map<string, number>();
  const rules = shaped.flatMap(({ part, raw: { rules: own } }) =>
    readRules(context, own, { seed: base.seed, seen, place: part.place, operationId: part.operationId }),
  );
  checkAnswers(context, raw.errorBody ?? null);
  const ofOperations = new Map([...base.operations, ...expectedOf(shaped)]);
  const layer = withErrorBody({ ...base, rules, operations: ofOperations }, raw.errorBody ?? null, operations);
  return { layer, problems: findings.problems, warnings: warnings.problems };
}

/** What `x-failures` of single operations say of their statuses. */
function expectedOf(shaped: readonly { readonly part: LayerPart; readonly raw: RawLayer }[]) {
  return shaped.flatMap(({ part: { operationId }, raw: { expect } }) =>
    operationId === null || Object.keys(expect).length === 0
      ? []
      : [[operationId, { expect: byStatus(expect) }] as const],
  );
}

/** The dialect of a document is looked for when the first error needs it: every error schema has a say in it. */
function withErrorBody(
  layer: Omit<FailureLayer, 'errorBody'>,
  written: ErrorBody | null,
  operations: readonly Operation[],
): FailureLayer {
  let chosen = written;
  return {
    ...layer,
    get errorBody() {
      chosen ??= chooseErrorBody(operations);
      return chosen;
    },
  };
}

function readBase(context: LayerContext, raw: RawLayer, main: LayerPart): Omit<FailureLayer, 'rules' | 'errorBody'> {
  const { routing, size } = failuresSchema.properties;
  const credentials = readCredentials(context, raw.credentials, main.place);
  return {
    seed: raw.seed ?? null,
    policy: raw.policy ?? null,
    fitsErrors: raw.errorBody === undefined,
    requestIdHeader: raw.requestIdHeader,
    credentials,
    rateLimits: readQuotas(context, raw.rateLimits, main.place, credentials),
    routing: {
      notFound: refusal(raw.routing.notFound, routing.properties.notFound.default),
      methodNotAllowed: refusal(raw.routing.methodNotAllowed, routing.properties.methodNotAllowed.default),
      malformedPath: refusal(raw.routing.malformedPath, routing.properties.malformedPath.default),
      unknownId: refusal(raw.routing.unknownId, routing.properties.unknownId.default, [404]),
    },
    ids: readIds(context, raw.ids, main.place),
    size: {
      bodyBytes: raw.size.bodyBytes,
      tooLarge: refusal(raw.size.tooLarge, size.properties.tooLarge.default),
      headersTooLarge: refusal(raw.size.headersTooLarge, size.properties.headersTooLarge.default),
    },
    validation: readValidation(context, raw.validation, main.place),
    resources: readResources(context, raw.resources, main.place, credentials),
    expect: byStatus(raw.expect),
    operations: readOperationParts(context, raw.operations, main.place),
    control: raw.control,
    upstream: raw.upstream,
  };
}
