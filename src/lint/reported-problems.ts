import type { RuleInfo } from './rule.ts';

/** What our own readers report, as rules, so that it can be told apart, explained and silenced like any other finding. */
export const readerRules = {
  unreadable: {
    name: 'unreadable-document',
    about: 'document',
    severity: 'error',
    summary:
      'a file that can’t be read, parsed or taken for an OpenAPI document, or in which no operation is described',
    why: 'Nothing in it could be checked.',
    reference: 'YAML 1.2, RFC 8259, OpenAPI 3.1 §4.1',
  },
  leftOut: {
    name: 'operation-left-out',
    about: 'document',
    severity: 'error',
    summary:
      'a defect for which an operation has to be left out: a bad reference, a schema that doesn’t compile, an id that stands twice',
    why: 'The operation can’t be served, so none of its failures can be met.',
    reference: 'OpenAPI 3.1 §4, JSON Schema 2020-12',
  },
  odd: {
    name: 'odd-document',
    about: 'document',
    severity: 'warn',
    summary: 'something that is served, but hardly as it was meant',
    why: 'Other tools read it differently.',
    reference: 'OpenAPI 3.1 §4',
  },
  brokenLayer: {
    name: 'broken-layer',
    about: 'layer',
    severity: 'error',
    summary:
      'whatever the reader of the failure layer refuses: unknown keys, operations, parameters; answers that the document doesn’t allow',
    why: 'Neither `serve` nor `run` starts with it.',
    reference: 'openapi/failures.schema.json',
  },
  oddLayer: {
    name: 'odd-layer',
    about: 'layer',
    severity: 'warn',
    summary: 'something in the failure layer that is taken, but hardly as it was meant',
    why: 'The API fails in another way than its author thinks.',
    reference: 'openapi/failures.schema.json',
  },
} as const satisfies Readonly<Record<string, RuleInfo>>;
