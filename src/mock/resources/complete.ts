import { isoTime } from '../../clock.ts';
import type { BodyContent } from '../../contract/contract.ts';
import { mergedSchema, propertiesOf, requiredOf, sampleOf } from '../../contract/index.ts';
import type { Passage } from '../gates/gate.ts';
import type { CollectionUse } from './collections.ts';

type Item = Readonly<Record<string, unknown>>;
type Document = Readonly<Record<string, unknown>>;
type Schema = Readonly<Record<string, unknown>>;

/** What an item must look like to be answered with. */
interface ItemShape {
  readonly properties: ReadonlyMap<string, Schema>;
  readonly required: readonly string[];
  /** Names of known fields, where they stood in the last items: to look each of them up would take longer. */
  readonly seen: string[];
  /** Whether fields that the schema doesn't know are refused. */
  readonly closed: boolean;
  accepts(item: Item): boolean;
  /** First names of the fields that are wrong. */
  wrong(item: Item): readonly string[];
}

const shapes = new WeakMap<BodyContent, ItemShape>();

/**
 * The item as its operation may answer with it: fields that must be there and nobody set are made up, those that the
 * answer doesn't know are left out. An item that is whole costs no validation.
 */
export function completeItem(
  use: CollectionUse,
  item: Item,
  { contract, now }: Pick<Passage, 'contract' | 'now'>,
): Item {
  if (use.content === null) return item;
  const { document } = contract;
  const shape = shapeOf(use.content, use.itemProperty, document);
  if (hasAll(shape, item) && (!shape.closed || knowsAll(shape, item))) return item;
  const missing = shape.required.filter((name) => item[name] === undefined);
  const known = shape.closed
    ? Object.entries(item).filter(([name]) => shape.properties.has(name))
    : Object.entries(item);
  const time = isoTime(now);
  const made = (name: string) => madeUp(name, shape.properties.get(name), document, time);
  const whole = { ...Object.fromEntries(known), ...Object.fromEntries(missing.map((name) => [name, made(name)])) };
  if (shape.accepts(whole)) return whole;
  return { ...whole, ...Object.fromEntries(shape.wrong(whole).map((name) => [name, made(name)])) };
}

function hasAll({ required }: ItemShape, item: Item): boolean {
  for (const name of required) if (item[name] === undefined) return false;
  return true;
}

function knowsAll({ properties, seen }: ItemShape, item: Item): boolean {
  let index = 0;
  for (const name in item) {
    if (seen[index] !== name) {
      if (!properties.has(name)) return false;
      seen[index] = name;
    }
    index += 1;
  }
  return true;
}

function madeUp(name: string, schema: Schema | undefined, document: Document, time: string): unknown {
  const isMoment = schema?.['format'] === 'date-time' && /creat|updat|modif|time|at$/i.test(name);
  return isMoment ? time : sampleOf(schema, document, 0, { without: 'writeOnly' });
}

function shapeOf(content: BodyContent, property: string | null, document: Document): ItemShape {
  const known = shapes.get(content);
  if (known !== undefined) return known;
  const outer = mergedSchema(content.schema, document);
  const schema = property === null ? outer : mergedSchema(propertiesOf(outer, document).get(property), document);
  const wrap = (item: Item) => (property === null ? item : { [property]: item });
  const prefix = property === null ? '' : `/${property}`;
  const inside = (item: Item) => content.validate(wrap(item)).filter(({ at }) => at.startsWith(`${prefix}/`));
  const shape: ItemShape = {
    properties: propertiesOf(schema, document),
    required: requiredOf(schema, document),
    seen: [],
    closed: schema['additionalProperties'] === false,
    accepts: (item) => inside(item).length === 0,
    wrong: (item) => inside(item).map(({ at }) => at.slice(prefix.length).split('/')[1] ?? ''),
  };
  shapes.set(content, shape);
  return shape;
}
