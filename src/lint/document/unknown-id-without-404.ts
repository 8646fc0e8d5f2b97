import { isRecord, type Operation } from '../../contract/index.ts';
import type { DocumentRule } from '../rule.ts';
import { missingOnOperations } from './missing.ts';

/** An operation on one thing has an answer for things that aren't there. */
export const unknownIdWithout404: DocumentRule = {
  name: 'unknown-id-without-404',
  about: 'document',
  severity: 'warn',
  summary: 'an operation with an id in its path that declares no 404',
  why: '“It isn’t there” is the failure that clients meet most, and the one for which a repeat never helps.',
  reference: 'RFC 9110 §15.5.5',
  check: (api) =>
    missingOnOperations(api, {
      status: 404,
      concerns: ({ operation, declares }) => endsWithId(operation) && !declares(410) && !creates(operation),
      because: ({ operation }) => `${operation.path} names one thing that may not be there`,
    }),
};

/** A value of a fixed list names one of the ways in which something is done, and always is there. */
function endsWithId({ path, parameters }: Operation): boolean {
  const name = /\{([^{}]+)\}\/?$/.exec(path)?.[1];
  const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
  return name !== undefined && !(isRecord(parameter?.schema) && Array.isArray(parameter.schema['enum']));
}

/** A PUT to an id that isn't there may be how the thing comes into being. */
function creates({ method, responses }: Operation): boolean {
  return method === 'PUT' && responses.some(({ status }) => status === '201');
}
