import { type ApiOperation, hasHeader, listed } from '../api.ts';
import type { DocumentRule } from '../rule.ts';

const extensions = ['x-speakeasy-retries', 'x-fern-retries', 'x-retry', 'x-retries'];

/** Whether a failure may be tried again is said somewhere. */
export const retryUndocumented: DocumentRule = {
  name: 'retry-undocumented',
  about: 'document',
  severity: 'warn',
  summary: 'failures that may pass, and nothing that says whether to try again',
  why: 'A client that isn’t told guesses: it gives up where a second try would have helped, or repeats what it must not.',
  reference: 'RFC 9110 §9.2.2, §10.2.3; speakeasy.com/docs/sdks/customize/runtime/retries',
  check(api) {
    const { layer, path } = api.contract;
    if (isSaid(api.contract.document) || layer.expect.size > 0) return [];
    const open = api.operations.filter((one) => mayPass(one) && !isSaid(one.node.value));
    if (open.length === 0 || api.operations.some((one) => isSaid(one.node.value) || tellsWhen(one))) return [];
    const names = listed(
      open.map(({ operation }) => operation.id),
      3,
    );
    return [
      {
        place: { file: path, line: 1, column: 1, pointer: '' },
        message: `Nothing says whether a 429 or 5xx of ${names} may be tried again.`,
        fix: 'Declare Retry-After on them, add x-speakeasy-retries, or say it under "expect" of a failure layer.',
      },
    ];
  },
};

function isSaid(holder: Readonly<Record<string, unknown>>): boolean {
  return extensions.some((name) => holder[name] !== undefined);
}

/** Of the failures that often pass by themselves. */
function mayPass({ errors }: ApiOperation): boolean {
  return errors.some(({ response }) => /^(?:429|5)/.test(response.status));
}

function tellsWhen({ errors }: ApiOperation): boolean {
  return errors.some((one) => hasHeader(one, 'Retry-After'));
}
