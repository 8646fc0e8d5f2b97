import type { ErrorObject, ValidateFunction } from 'ajv';
import failuresSchema from '../../../openapi/failures.schema.json' with { type: 'json' };
import type { Problem } from '../../problem.ts';
import type { Violation } from '../contract.ts';
import { createAjv } from '../document/ajv.ts';
import { collectSchemas, type Judge } from '../document/choices.ts';
import { isRecord, tokensOf, valueAt } from '../document/pointer.ts';
import { toViolations } from '../document/violations.ts';
import { shapeProblem } from '../shape-problem.ts';
import type { LayerPart } from './layer-parts.ts';
import type { RawLayer } from './raw-layer.ts';

export { failuresSchema };

/** A part of the layer as data that keeps to its schema, and what was wrong with the rest. */
export interface ShapedPart {
  readonly raw: RawLayer;
  readonly problems: readonly Problem[];
}

let validate: ValidateFunction | undefined;
const ajv = createAjv({ useDefaults: true });

/** Holds a part against the published schema. What breaks it is reported and left out, so that the rest can be read. */
export function readShape(part: LayerPart): ShapedPart {
  validate ??= ajv.compile(failuresSchema);
  const data: unknown = structuredClone(part.data);
  if (validate(data)) return { raw: data as RawLayer, problems: [] };
  const violations = toViolations(validate.errors as ErrorObject[], { in: 'body', name: null }, judge);
  const kept = violations.filter((violation) => !saidElsewhere(violation, part.data));
  const pruned = prune(data, kept);
  // A second pass fills in the defaults of what was left out.
  validate(pruned);
  return {
    raw: pruned as RawLayer,
    problems: kept.map((violation) => shapeProblem(violation, 'the failure layer', part.place)),
  };
}

/** A branch is compiled alone, so it takes along what it refers to. */
const judge: Judge = {
  ajv: { compile: (branch) => ajv.compile({ ...branch, $defs: failuresSchema.$defs }) },
  reachable: (schema) => collectSchemas(schema, definitions),
};

const definitions = (reference: string) => valueAt(failuresSchema, reference.replace(/^#/, ''));

/** What a rule does, and its fault, have readers of their own that say it better. */
function saidElsewhere({ at, kind }: Violation, data: unknown): boolean {
  const [section, , key, ...deeper] = tokensOf(at);
  if (section !== 'rules' || kind !== 'other') return false;
  if (key === undefined) return isRecord(valueAt(data, at));
  return key === 'fault' && deeper.length === 0 && typeof valueAt(data, at) === 'string';
}

const collections = new Set(['rules', 'rateLimits', 'credentials', 'resources', 'expect']);

/** Leaves out what can't be read: one rule, quota, scheme, collection or expectation, else the whole section. */
function prune(data: unknown, violations: readonly Violation[]): unknown {
  const out: Record<string, unknown> = isRecord(data) ? { ...data } : {};
  out['version'] = 1;
  const broken = violations.filter(({ kind }) => kind !== 'unknown-field').map(({ at }) => tokensOf(at));
  for (const [section = '', name] of broken) {
    const rest = name === undefined || !collections.has(section) ? undefined : withoutMember(out[section], name);
    if (rest === undefined) delete out[section];
    else out[section] = rest;
  }
  return out;
}

/** A list keeps its length, so that the places of the others stay what they are. */
function withoutMember(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === name ? null : item));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) : undefined;
}
