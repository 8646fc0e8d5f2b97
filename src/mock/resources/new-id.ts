import type { Random } from '../../clock.ts';
import { freshId, isRecord, type ResourceCollection } from '../../contract/index.ts';
import type { CollectionUse } from './collections.ts';
import { lastSeedNumber } from './seed.ts';
import type { OpenShelf } from './store.ts';

/** An id that nobody has. */
interface Drawn {
  readonly id: string;
  /** The number that it was made of; null: of none. */
  readonly number: number | null;
}

/** Draws an id that no item of the collection has. */
export function drawId(
  { collection, idSchema, numericIds }: Pick<CollectionUse, 'collection' | 'idSchema' | 'numericIds'>,
  { items: taken, lastNumber }: OpenShelf,
  random: Random,
): Drawn {
  const { newId } = collection;
  if (newId === 'uuid') return { id: drawUuid(random), number: null };
  const make = (number: number) =>
    newId === 'schema' && !numericIds ? freshId(like(idSchema, collection), number, random, drawUuid) : String(number);
  let number = (lastNumber ?? lastSeedNumber(collection)) + 1;
  let id = make(number);
  // A schema with few values has none left at some time: then the last one serves again.
  for (let tries = 0; taken.has(id) && tries < taken.size + 1; tries += 1) {
    number += 1;
    id = make(number);
  }
  return { id, number };
}

/** The schema of the ids with one that is there: many a document says only "string" of ids that are UUIDs. */
function like(idSchema: unknown, { seed, idProperty }: ResourceCollection): unknown {
  return { ...(isRecord(idSchema) ? idSchema : {}), example: seed[0]?.[idProperty] };
}

/** A UUID of version 4 (RFC 9562 §5.4) from the given source of chance. */
function drawUuid(random: Random): string {
  const digit = () => Math.floor(random() * 16);
  const variant = () => 8 + Math.floor(random() * 4);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) =>
    (letter === 'x' ? digit() : variant()).toString(16),
  );
}
