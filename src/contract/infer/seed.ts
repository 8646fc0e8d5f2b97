import type { BodyContent, Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import { isRecord } from '../document/pointer.ts';
import type { ResourceCollection, ResourceOperations } from '../failure-layer.ts';
import { freshId } from '../fresh-id.ts';
import { sampleOf } from '../sample-schema.ts';
import { exampleOfParameter } from './document-parts.ts';
import { placeIn, type Shapes, shapesOf, successStatus } from './item-shape.ts';

type Item = Readonly<Record<string, unknown>>;
type Role = keyof ResourceOperations;
type Collection = Pick<ResourceCollection, 'idProperty' | 'idParameter' | 'itemsProperty'>;

const most = 20;

/** The first items of a collection: those that the document shows, or one made after its schema. */
export function seedOf(
  document: OpenApi,
  collection: Collection,
  operations: ReadonlyMap<Role, Operation>,
): readonly Item[] {
  const shapes = shapesOf(document);
  const of = (role: Role) => contentOf(operations.get(role));
  const { idProperty, itemsProperty } = collection;
  const shown = [
    ...examplesOf(of('read')).map((body) => unwrapped(shapes, of('read')?.schema, body, idProperty)),
    ...examplesOf(of('list')).flatMap((body) => listIn(body, itemsProperty)),
    ...(['create', 'replace', 'update'] as const).flatMap((role) =>
      examplesOf(of(role)).map((body) => unwrapped(shapes, of(role)?.schema, body, idProperty)),
    ),
  ];
  const items = shown.filter((item): item is Item => isRecord(item) && hasId(item, idProperty));
  const made = items.length > 0 ? items : madeItem(document, collection, of('read') ?? of('create') ?? of('list'));
  const all = withId(document, collection, operations, distinct(made, idProperty));
  return filledUp(document, collection, operations, all).slice(0, most);
}

function contentOf(operation: Operation | undefined): BodyContent | undefined {
  const success = successStatus(operation?.responses.map(({ status }) => status) ?? []);
  const response = operation?.responses.find(({ status }) => status === success);
  return [...(response?.content ?? [])].find(([type]) => /json|\*/.test(type))?.[1];
}

function examplesOf(content: BodyContent | undefined): readonly unknown[] {
  if (content === undefined) return [];
  const named = Object.values(content.examples);
  const { example } = isRecord(content.schema) ? content.schema : {};
  return named.length > 0 || example === undefined ? named : [example];
}

function unwrapped(shapes: Shapes, schema: unknown, body: unknown, idProperty: string): unknown {
  const place = placeIn(shapes.merged(schema), idProperty, shapes.propertiesOf, shapes.merged);
  if (place === null || place.property === null) return body;
  return isRecord(body) ? body[place.property] : undefined;
}

function listIn(body: unknown, itemsProperty: string | null): readonly unknown[] {
  const list = itemsProperty === null ? body : isRecord(body) ? body[itemsProperty] : [];
  return Array.isArray(list) ? list : [];
}

function hasId(item: Item, idProperty: string): boolean {
  return ['string', 'number'].includes(typeof item[idProperty]);
}

function distinct(items: readonly Item[], idProperty: string): readonly Item[] {
  const byId = new Map<string, Item>();
  for (const item of items) if (!byId.has(String(item[idProperty]))) byId.set(String(item[idProperty]), item);
  return [...byId.values()];
}

function madeItem(
  document: OpenApi,
  { idProperty, itemsProperty }: Collection,
  content: BodyContent | undefined,
): readonly Item[] {
  if (content === undefined) return [];
  const shapes = shapesOf(document);
  const samples = [{ full: true }, { full: true, examples: false }, {}].map((options) =>
    sampleOf(content.schema, document.root, 0, { ...options, without: 'writeOnly' }),
  );
  const body = samples.find((one) => content.validate(one).length === 0) ?? samples[0];
  const items = [unwrapped(shapes, content.schema, body, idProperty), ...listIn(body, itemsProperty)];
  return items.filter((item): item is Item => isRecord(item) && hasId(item, idProperty)).slice(0, 1);
}

/** So many items that there is something to list, and that whoever tries the first ids that come to mind finds something. */
const least = 3;

function filledUp(
  document: OpenApi,
  { idProperty, idParameter }: Collection,
  operations: ReadonlyMap<Role, Operation>,
  items: readonly Item[],
): readonly Item[] {
  const [first] = items;
  const operation = operations.get('read') ?? operations.get('delete') ?? operations.get('update');
  const parameter = operation?.parameters.find((one) => one.in === 'path' && one.name === idParameter);
  if (first === undefined || parameter === undefined) return items;
  const taken = new Set(items.map((item) => String(item[idProperty])));
  const isNumber = typeof first[idProperty] === 'number';
  const idSchema = { ...shapesOf(document).merged(parameter.schema), example: first[idProperty] };
  const drawn = [1, 2, 3, 4].map((number) =>
    isNumber ? String(number) : freshId(idSchema, number, number, numberedUuid),
  );
  const listed: unknown = shapesOf(document).merged(parameter.schema)['enum'];
  const texts = [...(Array.isArray(listed) ? listed.map(String) : []), ...drawn];
  const free = texts.filter((text) => !taken.has(text) && parameter.validate([text]).length === 0);
  const more = free.map((text) => ({ ...first, [idProperty]: isNumber ? Number(text) : text }));
  const isReachable = (item: Item) => parameter.validate([String(item[idProperty])]).length === 0;
  const missing = Math.max(items.some(isReachable) ? 0 : 1, least - items.length);
  return [...items, ...more.slice(0, missing)];
}

function numberedUuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The items with one more where the document shows another id for the path. */
function withId(
  document: OpenApi,
  { idProperty, idParameter }: Collection,
  operations: ReadonlyMap<Role, Operation>,
  items: readonly Item[],
): readonly Item[] {
  const [first] = items;
  const operation = operations.get('read') ?? operations.get('delete') ?? operations.get('update');
  const shown = operation === undefined ? undefined : exampleOfParameter(document.root, operation, idParameter);
  if (first === undefined || shown === undefined) return items;
  if (items.some((item) => String(item[idProperty]) === String(shown))) return items;
  const id = typeof first[idProperty] === 'number' ? Number(shown) : String(shown);
  return Number.isNaN(id) ? items : [{ ...first, [idProperty]: id }, ...items];
}
