import type { BodyContent } from '../../contract/contract.ts';
import { isRecord, mergedSchema, propertiesOf, sampleOf } from '../../contract/index.ts';
import type { Passage } from '../gates/gate.ts';
import type { CollectionUse } from './collections.ts';
import { itemsOn } from './store.ts';

type Item = Readonly<Record<string, unknown>>;

/** What stands around the items of a list answer, and which of it changes with the items. */
interface Envelope {
  readonly plain: Item;
  /** Name of a number → what it counts. */
  readonly counts: readonly (readonly [name: string, what: 'all' | 'page'])[];
}

const envelopes = new WeakMap<BodyContent, Envelope | null>();

/** The fields beside the items and the cursor: what the document shows, with the numbers of these items. Null: there are none. */
export function envelopeOf(use: CollectionUse, passage: Passage, onPage: number): Item | null {
  if (use.content === null) return null;
  const known = envelopes.get(use.content);
  const envelope = known === undefined ? readEnvelope(use, use.content, passage) : known;
  envelopes.set(use.content, envelope);
  if (envelope === null) return null;
  const all = itemsOn({ collection: use.collection, pathParameters: passage.pathParameters }, passage.state).size;
  const counted = envelope.counts.map(([name, what]) => [name, what === 'all' ? all : onPage] as const);
  return { ...envelope.plain, ...Object.fromEntries(counted) };
}

function readEnvelope({ collection }: CollectionUse, content: BodyContent, { contract }: Passage): Envelope | null {
  const { document } = contract;
  const [example] = Object.values(content.examples);
  const sample = sampleOf(content.schema, document, 0, { full: true, without: 'writeOnly' });
  const shown = isRecord(example) ? example : isRecord(sample) ? sample : {};
  const left = [collection.itemsProperty, collection.pagination?.nextProperty];
  const entries = Object.entries(shown).filter(([name]) => !left.includes(name));
  if (entries.length === 0) return null;
  const properties = propertiesOf(mergedSchema(content.schema, document), document);
  const counts = entries.flatMap(([name, value]) => {
    const isNumber = typeof value === 'number' || properties.get(name)?.['type'] === 'integer';
    return isNumber && counting.test(name) ? [[name, /total|all/i.test(name) ? 'all' : 'page'] as const] : [];
  });
  return { plain: Object.fromEntries(entries), counts };
}

const counting = /^(total|count|size|length)|(total|count)$|^total/i;
