import type { Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import type { Schema } from '../schema-parts.ts';
import { idPropertyOf, isTime, itemSchemaIn, itemsPropertyIn, type Shapes, shapesOf } from './item-shape.ts';
import { inferPagination } from './pagination.ts';
import { type Site, singular, sitesOf } from './sites.ts';

type Raw = Readonly<Record<string, unknown>>;

/**
 * The collections that the paths of a document show: `/things` with `/things/{id}`, also below another item. Only those
 * that something changes, and whose answers are such items; everything else is answered with examples.
 */
export function inferCollections(document: OpenApi, operations: readonly Operation[]): Readonly<Record<string, Raw>> {
  const found: Record<string, Raw> = {};
  for (const site of sitesOf(operations)) {
    const collection = collectionAt(document, site);
    if (collection === null) continue;
    found[Object.hasOwn(found, site.name) ? site.longName : site.name] = collection;
  }
  return found;
}

interface Roles {
  readonly list: Operation | undefined;
  readonly create: Operation | undefined;
  readonly read: Operation | undefined;
  readonly replace: Operation | undefined;
  readonly update: Operation | undefined;
  readonly delete: Operation | undefined;
}

/** `PUT /things` names the item in its body; some APIs change an item by POST. */
function rolesOf({ item, all }: Site): Roles {
  return {
    list: all.get('GET'),
    create: all.get('POST'),
    read: item.get('GET'),
    replace: item.get('PUT') ?? all.get('PUT'),
    update: item.get('PATCH') ?? item.get('POST'),
    delete: item.get('DELETE'),
  };
}

function collectionAt(document: OpenApi, site: Site): Raw | null {
  const roles = rolesOf(site);
  if (!isChanged(roles) || (roles.read === undefined && roles.list === undefined)) return null;
  const shapes = shapesOf(document);
  const known = identified(shapes, site, [roles.read, roles.create, roles.list]);
  if (known === null || (roles.read !== undefined && !shapes.answers(roles.read, known.idProperty))) return null;
  const itemsProperty = roles.list === undefined ? undefined : itemsPropertyIn(shapes, roles.list, known.idProperty);
  const fitting = fittingRoles(shapes, roles, known.idProperty, itemsProperty !== undefined);
  return isChanged(fitting) ? describe(shapes, site, fitting, { ...known, itemsProperty }) : null;
}

interface Known {
  readonly idProperty: string;
  readonly properties: ReadonlyMap<string, Schema>;
  readonly itemsProperty: string | null | undefined;
}

/** A collection as the file would have it. */
function describe(shapes: Shapes, site: Site, roles: Roles, { idProperty, properties, itemsProperty }: Known): Raw {
  const created = createdAtIn(properties);
  const pagination = roles.list === undefined ? null : inferPagination(shapes, roles.list);
  const ids = Object.entries(roles).flatMap(([role, operation]) =>
    operation === undefined ? [] : [[role, operation.id]],
  );
  return {
    idProperty,
    idParameter: site.idParameter,
    ...(site.parents.length === 0 ? {} : { parentParameters: site.parents }),
    newId: 'schema',
    ...(roles.create !== undefined && shapes.takesId(roles.create, idProperty) ? { clientIds: true } : {}),
    ...(created === undefined ? {} : { createdAtProperty: created }),
    ...(typeof itemsProperty === 'string' ? { itemsProperty } : {}),
    ...(pagination === null ? {} : { pagination }),
    operations: Object.fromEntries(ids),
    notFound: { message: `${nounOf(site)} {id} not found` },
  };
}

/** The moment of creation: under a name that says so, or one that may say so and that only the server writes. */
function createdAtIn(properties: ReadonlyMap<string, Schema>): string | undefined {
  const times = [...properties].filter(([, schema]) => isTime(schema));
  const named = (pattern: RegExp) => times.filter(([name]) => pattern.test(name.replaceAll(/[_-]/g, '')));
  const [said] = named(/^created(at)?$/i);
  const [likely] = named(
    /^((created|added|inserted|registered)(at|on|date|time|timestamp)?|creation(date|time|timestamp)|(date|time)(created|added))$/i,
  ).filter(([, schema]) => schema['readOnly'] === true);
  return (said ?? likely)?.[0];
}

function isChanged({ create, replace, update, delete: remove }: Roles): boolean {
  return [create, replace, update, remove].some((one) => one !== undefined);
}

/** Those whose bodies are items; of a deletion the answer doesn't matter. */
function fittingRoles(shapes: Shapes, roles: Roles, idProperty: string, lists: boolean): Roles {
  const writing = (operation: Operation | undefined) =>
    operation !== undefined && shapes.answers(operation, idProperty) && shapes.takesItem(operation)
      ? operation
      : undefined;
  return {
    ...roles,
    list: lists ? roles.list : undefined,
    create: writing(roles.create),
    replace: writing(roles.replace),
    update: writing(roles.update),
  };
}

function nounOf({ name }: Site): string {
  const words = singular(name)
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim();
  return words === '' ? 'Item' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where items have their id, by the first answer that tells. */
function identified(shapes: Shapes, { idParameter, idSchema }: Site, answers: readonly (Operation | undefined)[]) {
  for (const operation of answers) {
    const schema = operation === undefined ? null : itemSchemaIn(shapes, operation);
    const properties = schema === null ? new Map() : shapes.propertiesOf(schema);
    const idProperty = idPropertyOf(properties, idParameter, idSchema);
    if (idProperty !== null) return { idProperty, properties };
  }
  return null;
}
