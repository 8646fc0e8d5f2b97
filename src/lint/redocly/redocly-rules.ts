import type { RuleInfo } from '../rule.ts';

/** A check that Redocly's linter does, under a name and with a reason of ours. */
export interface RedoclyRule extends RuleInfo {
  readonly about: 'document';
  /** What Redocly calls it, with its options. */
  readonly redocly: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Which of its messages, where they are of several kinds. */
  readonly only?: RegExp;
  readonly fix: string;
}

/** Fields that a schema doesn't name are allowed unless it says otherwise; Redocly forbids them unless asked not to. */
const asTheSchemaSays = { allowAdditionalProperties: true };

/** What Redocly already knows and we don't do again. References and ids are left to our own reader, which excludes what they break. */
export const redoclyRules: readonly RedoclyRule[] = [
  {
    name: 'openapi-structure',
    about: 'document',
    severity: 'error',
    summary: 'a value that OpenAPI doesn’t allow in this place, or a key that is missing',
    why: 'Tools differ in what they make of it, so that part of the contract isn’t there for some of them.',
    reference: 'OpenAPI 3.1 §4',
    redocly: 'struct',
    options: {},
    only: /^(?!.*is not expected here)/s,
    fix: 'Write it as the OpenAPI specification says; extensions begin with "x-".',
  },
  {
    name: 'unknown-key',
    about: 'document',
    severity: 'warn',
    summary: 'a key that OpenAPI doesn’t have in this place',
    why: 'Most tools ignore it, so what it was meant to say isn’t said; often it is mistyped, or of another version.',
    reference: 'OpenAPI 3.1 §4.9',
    redocly: 'struct',
    options: {},
    only: /is not expected here/,
    fix: 'Correct it, remove it, or let it begin with "x-".',
  },
  {
    name: 'example-breaks-schema',
    about: 'document',
    severity: 'error',
    summary: 'an example of a body that its own schema refuses',
    why: 'Mocks serve examples and people copy them; one of the two, example or schema, tells them something wrong.',
    reference: 'OpenAPI 3.1 §4.8.14',
    redocly: 'no-invalid-media-type-examples',
    options: asTheSchemaSays,
    fix: 'Correct the example, or the schema.',
  },
  {
    name: 'parameter-example-breaks-schema',
    about: 'document',
    severity: 'error',
    summary: 'an example of a parameter that its own schema refuses',
    why: 'Whoever tries the example gets a 400.',
    reference: 'OpenAPI 3.1 §4.8.12',
    redocly: 'no-invalid-parameter-examples',
    options: asTheSchemaSays,
    fix: 'Correct the example, or the schema.',
  },
  {
    name: 'schema-example-breaks-schema',
    about: 'document',
    severity: 'error',
    summary: 'an example or default within a schema that the schema refuses',
    why: 'Mocks and generated clients take these values for valid ones.',
    reference: 'JSON Schema Validation §9',
    redocly: 'no-invalid-schema-examples',
    options: asTheSchemaSays,
    fix: 'Correct the example, or the schema.',
  },
  {
    name: 'enum-type-mismatch',
    about: 'document',
    severity: 'error',
    summary: 'a value of an enum that isn’t of the schema’s own type',
    why: 'No request can ever carry that value, so a client that follows the list is refused.',
    reference: 'JSON Schema Validation §6.1.2',
    redocly: 'no-enum-type-mismatch',
    options: {},
    fix: 'Give the value the type of the schema, or the schema the type of the value.',
  },
  {
    name: 'path-parameter-mismatch',
    about: 'document',
    severity: 'error',
    summary: 'a path parameter that is declared and not in the path, or the other way round',
    why: 'It can’t be sent, or its value isn’t checked by anybody.',
    reference: 'OpenAPI 3.1 §4.8.12',
    redocly: 'path-parameters-defined',
    options: {},
    fix: 'Let names in the path and among the parameters agree.',
  },
  {
    name: 'duplicate-parameter',
    about: 'document',
    severity: 'error',
    summary: 'a parameter that stands twice on an operation',
    why: 'Which of the two counts differs from tool to tool.',
    reference: 'OpenAPI 3.1 §4.8.10',
    redocly: 'operation-parameters-unique',
    options: {},
    fix: 'Remove one of the two.',
  },
  {
    name: 'undefined-server-variable',
    about: 'document',
    severity: 'error',
    summary: 'a variable in a server’s URL that isn’t defined',
    why: 'Nobody can tell where the API is.',
    reference: 'OpenAPI 3.1 §4.8.6',
    redocly: 'no-undefined-server-variable',
    options: {},
    fix: 'Define it under "variables" of the server, with a default.',
  },
];
