import type { BodyContent } from '../../contract/contract.ts';
import { isRecord, sampleOf } from '../../contract/index.ts';
import type { Passage } from '../gates/gate.ts';
import type { CollectionUse } from './collections.ts';
import { itemsOn } from './store.ts';

type Item = Readonly<Record<string, unknown>>;

const envelopes = new WeakMap<BodyContent, Item | null>();

/** The fields beside the items and the cursor: what the document shows, with the numbers of these items. Null: there are none. */
export function envelopeOf(use: CollectionUse, passage: Passage, onPage: number): Item | null {
  if (use.content === null) return null;
  const known = envelopes.get(use.content);
  const envelope = known === undefined ? readEnvelope(use, use.content, passage) : known;
  envelopes.set(use.content, envelope);
  if (envelope === null) return null;
  const all = itemsOn({ collection: use.collection, pathParameters: passage.pathParameters }, passage.state).size;
  return counted(envelope, { all, onPage });
}

function readEnvelope({ collection }: CollectionUse, content: BodyContent, { contract }: Passage): Item | null {
  const [example] = Object.values(content.examples);
  const sample = sampleOf(content.schema, contract.document, 0, { full: true, without: 'writeOnly' });
  const shown = isRecord(example) ? example : isRecord(sample) ? sample : {};
  const left = [collection.itemsProperty, collection.pagination?.nextProperty];
  const entries = Object.entries(shown).filter(([name]) => !left.includes(name));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The same with its numbers of items put right, also those that stand a level deeper (`meta.total`). */
function counted(envelope: Item, counts: { readonly all: number; readonly onPage: number }, depth = 0): Item {
  const entries = Object.entries(envelope).map(([name, value]) => {
    if (isRecord(value) && depth === 0) return [name, counted(value, counts, 1)] as const;
    if (typeof value !== 'number' || !counting.test(name)) return [name, value] as const;
    return [name, /total|all/i.test(name) ? counts.all : counts.onPage] as const;
  });
  return Object.fromEntries(entries);
}

const counting = /^(count|length)$|(total|count)$|^total/i;
