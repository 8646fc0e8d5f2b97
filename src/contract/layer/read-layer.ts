import type { Problem } from '../../problem.ts';
import type { Operation } from '../contract.ts';
import { createFindings } from '../document/findings.ts';
import type { OpenApi } from '../document/open-api.ts';
import type { FailureLayer } from '../failure-layer.ts';
import { checkAnswers, warnAboutErrorBody } from './check-answers.ts';
import { chooseErrorBody } from './default-error-body.ts';
import { type LayerContext, type ParseFault, refusal } from './layer-context.ts';
import type { LayerPart } from './layer-parts.ts';
import { failuresSchema, readShape } from './layer-shape.ts';
import type { RawLayer } from './raw-layer.ts';
import { readCredentials } from './read-credentials.ts';
import { readQuotas } from './read-quotas.ts';
import { readResources } from './read-resources.ts';
import { readRules } from './read-rules.ts';
import { defaultValidation, readValidation } from './read-validation.ts';

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
  const shaped = [main, ...parts.filter((part) => part !== main)].map((part) => ({ part, ...readShape(part) }));
  for (const { problems } of shaped) findings.add(...problems);
  const raw = shaped[0]?.raw as RawLayer;
  const context: LayerContext = {
    document,
    operations,
    findings,
    warnings,
    parseFault,
    undocumentedStatus: raw.defaults.undocumentedStatus,
    answers: [],
  };
  const base = readBase(context, raw, main);
  const seen = new Map<string, number>();
  const rules = shaped.flatMap(({ part, raw: { rules: own } }) =>
    readRules(context, own, { seed: base.seed, seen, place: part.place, operationId: part.operationId }),
  );
  checkAnswers(context, base.errorBody);
  if (raw.errorBody === undefined) warnAboutErrorBody(context, base.errorBody);
  return { layer: { ...base, rules }, problems: findings.problems, warnings: warnings.problems };
}

function readBase(context: LayerContext, raw: RawLayer, main: LayerPart): Omit<FailureLayer, 'rules'> {
  const { routing, size } = failuresSchema.properties;
  const credentials = readCredentials(context, raw.credentials, main.place);
  const written = main === nothing ? {} : (main.data as Readonly<Record<string, unknown>>);
  return {
    seed: raw.seed ?? null,
    policy: raw.policy ?? null,
    errorBody: raw.errorBody ?? chooseErrorBody(context.operations),
    requestIdHeader: raw.requestIdHeader,
    credentials,
    rateLimits: readQuotas(context, raw.rateLimits, main.place, credentials),
    routing: {
      notFound: refusal(raw.routing.notFound, routing.properties.notFound.default),
      methodNotAllowed: refusal(raw.routing.methodNotAllowed, routing.properties.methodNotAllowed.default),
      malformedPath: refusal(raw.routing.malformedPath, routing.properties.malformedPath.default),
    },
    size: {
      bodyBytes: raw.size.bodyBytes,
      tooLarge: refusal(raw.size.tooLarge, size.properties.tooLarge.default),
      headersTooLarge: refusal(raw.size.headersTooLarge, size.properties.headersTooLarge.default),
    },
    validation:
      written['validation'] === undefined
        ? defaultValidation(context.operations, raw.validation)
        : readValidation(context, raw.validation, main.place),
    resources: readResources(context, raw.resources, main.place, credentials),
    expect: new Map(Object.entries(raw.expect).map(([status, expectation]) => [Number(status), expectation])),
    control: raw.control,
    upstream: raw.upstream,
  };
}
