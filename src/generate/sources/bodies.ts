import { isRecord, propertiesOf, requiredOf, resolveSchema, sampleContent } from '../../contract/index.ts';
import { field, longField, missingField } from '../preparations.ts';
import type { Preparation, Proposal, Subject } from '../proposal.ts';
import { type WrongValue, wrongValues } from '../wrong-values.ts';

type Schema = Readonly<Record<string, unknown>>;
type Document = Readonly<Record<string, unknown>>;

/** A field of a good body: how a step names it, and what its schema says. */
interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Whether the good body has it. */
  readonly present: boolean;
}

/** 400 or 422: a good JSON body with one thing wrong. */
export function fromBodies({ contract, operation }: Subject): readonly Proposal[] {
  const sample = sampleContent(operation, contract.document);
  if (sample === null || !/[/+]json$/.test(sample.mediaType)) return [];
  const schema = operation.requestBody?.content.get(sample.mediaType)?.schema ?? firstSchema(operation);
  const fields = fieldsIn(schema, sample.value, contract.document, { pointer: '', depth: 0 });
  return [
    ...fields.filter(({ required, present }) => required && present).flatMap(leftOut),
    ...fields.flatMap((one) => wrongValues(one.schema).flatMap((wrong) => broken(one, wrong))),
    ...unknownFields(schema, sample.value, contract.document),
  ];
}

function firstSchema({ requestBody }: Subject['operation']): unknown {
  return [...(requestBody?.content.values() ?? [])][0]?.schema;
}

const maxDepth = 3;

/** Where a value stands in the body: by JSON pointer, and how deep. */
interface Spot {
  readonly pointer: string;
  readonly depth: number;
}

function fieldsIn(schema: unknown, value: unknown, document: Document, spot: Spot): readonly Field[] {
  if (spot.depth >= maxDepth) return [];
  const { pointer, depth } = spot;
  if (Array.isArray(value)) {
    const { items } = resolveSchema(schema, document);
    return value.length === 0 ? [] : fieldsIn(items, value[0], document, { pointer: `${pointer}/0`, depth: depth + 1 });
  }
  return isRecord(value) ? membersOf(schema, value, document, spot) : [];
}

function membersOf(
  schema: unknown,
  value: Readonly<Record<string, unknown>>,
  document: Document,
  { pointer, depth }: Spot,
): readonly Field[] {
  const required = requiredOf(schema, document);
  const writable = [...propertiesOf(schema, document)].filter(([, own]) => own['readOnly'] !== true);
  return writable.flatMap(([name, own]) => {
    const present = Object.hasOwn(value, name);
    const path = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const isPlain = pointer === '' && !name.startsWith('/');
    const self = { name: isPlain ? name : path, schema: own, required: required.includes(name), present };
    return [self, ...(present ? fieldsIn(own, value[name], document, { pointer: path, depth: depth + 1 }) : [])];
  });
}

function proposed(kind: string, title: string, preparation: Preparation | null): readonly Proposal[] {
  if (preparation === null) return [];
  return [{ kind, title, preparations: [preparation], causes: ['validation'], status: null }];
}

function leftOut({ name }: Field): readonly Proposal[] {
  return proposed('body-missing', 'a required field is missing: <field>', missingField(name));
}

function broken({ name }: Field, { kind, title, value }: WrongValue): readonly Proposal[] {
  const isLong = typeof value === 'string' && value.length > 20;
  const preparation = isLong ? longField(name, value.length) : field(name, value);
  return proposed(`body-${kind}`, `a field ${title}: <field>`, preparation);
}

/** Where the schema closes the object. */
function unknownFields(schema: unknown, value: unknown, document: Document): readonly Proposal[] {
  const { additionalProperties, unevaluatedProperties } = resolveSchema(schema, document);
  const isClosed = additionalProperties === false || unevaluatedProperties === false;
  if (!isRecord(value) || !isClosed) return [];
  return proposed('body-unknown', 'a field that the API does not know: <field>', field('no_such_field', 'x'));
}
