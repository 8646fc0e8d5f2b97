import { fixedQuery, isRecord } from '../../contract/index.ts';
import type { ApiOperation } from '../api.ts';
import type { DocumentRule } from '../rule.ts';
import { missingOnOperations } from './missing.ts';

/** An operation that can be called wrongly has an answer for that. */
export const invalidWithout400: DocumentRule = {
  name: 'invalid-without-400',
  about: 'document',
  severity: 'warn',
  summary: 'an operation that takes a body or required parameters and declares neither 400 nor 422',
  why: 'A client that sends something wrong has to be told what, in a shape that it can read; else it repeats it.',
  reference: 'RFC 9110 §15.5.1, §15.5.21',
  check: (api) =>
    missingOnOperations(api, {
      status: 400,
      concerns: (one) => canBeWrong(one) && !one.declares(422),
      because: ({ operation }) =>
        operation.requestBody === null ? 'it has required parameters' : 'its body can be wrong',
    }),
};

function canBeWrong({ operation }: ApiOperation): boolean {
  // What the path itself says of the query tells which operation is meant, and is never left out of a call of it.
  const fixed = fixedQuery(operation.path).map(([name]) => name);
  const required = operation.parameters.some((one) => one.in !== 'path' && one.required && !fixed.includes(one.name));
  return (
    required || [...(operation.requestBody?.content ?? [])].some(([type, { schema }]) => !isFreeText(type, schema))
  );
}

const bounds = ['pattern', 'format', 'enum', 'const', 'minLength', 'maxLength'];

/** Any text will do. */
function isFreeText(type: string, schema: unknown): boolean {
  return type.startsWith('text/') && isRecord(schema) && !bounds.some((key) => schema[key] !== undefined);
}
