import type { ErrorObject } from 'ajv';
import configSchema from '../../openapi/config.schema.json' with { type: 'json' };
import { collectSchemas, createAjv, shapeProblem, toViolations } from '../contract/index.ts';
import type { Place, Problem } from '../problem.ts';

/** Holds a configuration against the published schema; tells everything that breaks it. */
export function checkShape(data: unknown, place: (pointer: string) => Place): readonly Problem[] {
  const ajv = createAjv();
  const validate = ajv.compile(configSchema);
  if (validate(data)) return [];
  const judge = { ajv, reachable: (schema: unknown) => collectSchemas(schema, () => undefined) };
  const violations = toViolations(validate.errors as ErrorObject[], { in: 'body', name: null }, judge);
  return violations.map((violation) => shapeProblem(violation, 'the configuration', place));
}
