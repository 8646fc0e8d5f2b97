import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Document, isMap, isSeq, parseDocument } from 'yaml';
import { isoTime } from '../../clock.ts';
import type { Result } from '../../result.ts';

/** What was changed in a baseline. */
export interface BaselineUpdate {
  readonly added: number;
  readonly removed: number;
  /** Entries that a person has yet to give a reason. */
  readonly withoutReason: number;
}

const head = ` Known failures: each needs a reason; behind its date it counts again.
 faultline run --baseline FILE holds a run against this file, --update-baseline brings it up to date.`;
const daysUntilExpiry = 30;
const dayMs = 86_400_000;

/**
 * Brings a baseline up to date with a run: what is broken and not listed is added, without a reason, which a person has
 * to give; what passes now, or has no scenario any more, goes. What else stands in the file stays, comments too.
 */
export function writeBaseline(path: string, result: Result, now: number): BaselineUpdate {
  const document = existsSync(path) ? parseDocument(readFileSync(path, 'utf8')) : emptyBaseline();
  if (!isSeq(document.get('known'))) document.set('known', document.createNode([]));
  const list = document.get('known');
  if (!isSeq(list)) return { added: 0, removed: 0, withoutReason: 0 };
  const gone = new Set([...(result.baseline?.passesNow ?? []), ...(result.baseline?.unmatched ?? [])].map(idOf));
  const before = list.items.length;
  list.items = list.items.filter((item) => !(isMap(item) && gone.has(String(item.get('scenario')))));
  const removed = before - list.items.length;
  const listed = new Set(list.items.map((item) => (isMap(item) ? String(item.get('scenario')) : '')));
  const broken = result.scenarios.filter(({ verdict, id }) => verdict === 'broken' && !listed.has(id));
  const expires = isoTime(now + daysUntilExpiry * dayMs).slice(0, 10);
  for (const { id, name } of broken) list.add(document.createNode({ scenario: id, name, reason: '', expires }));
  list.flow = list.items.length === 0;
  writeFileSync(path, document.toString({ lineWidth: 0 }));
  const withoutReason = list.items.filter((item) => isMap(item) && String(item.get('reason') ?? '').trim() === '');
  return { added: broken.length, removed, withoutReason: withoutReason.length };
}

const idOf = ({ scenario }: { readonly scenario: string }) => scenario;

function emptyBaseline(): Document {
  const document = new Document({ version: 1, known: [] });
  document.commentBefore = head;
  return document;
}
