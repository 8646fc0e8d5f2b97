import { nameOf } from '../api.ts';
import type { DocumentRule } from '../rule.ts';

/** Failures are told apart, and not all covered by `default`. */
export const defaultOnly: DocumentRule = {
  name: 'default-only',
  about: 'document',
  severity: 'warn',
  summary: 'an operation whose only declared failure is "default"',
  why: '“Anything may happen” tells a client nothing: which statuses there are decides what it can do about them.',
  reference: 'OpenAPI 3.1 §4.8.16',
  check: ({ operations }) =>
    operations
      .filter(({ operation, errors }) => errors.length === 0 && operation.responses.some(isDefault))
      .map(({ operation }) => ({
        place: operation.responses.find(isDefault)?.place ?? operation.place,
        message: `${nameOf(operation)} declares its failures only as "default".`,
        fix: 'Declare the statuses that it answers with, each with its own description; keep "default" for the rest.',
      })),
};

function isDefault({ status }: { readonly status: string }): boolean {
  return status === 'default';
}
