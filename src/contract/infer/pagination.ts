import type { Operation } from '../contract.ts';
import { isRecord } from '../document/pointer.ts';
import type { Shapes } from './item-shape.ts';

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');

const limits = ['limit', 'perpage', 'pagesize', 'size', 'count', 'first', 'top', 'maxresults', 'take', 'pagelimit'];
const cursors = [
  'cursor',
  'after',
  'startingafter',
  'pagetoken',
  'nexttoken',
  'pageafter',
  'nextcursor',
  'continuationtoken',
];
const offsets = ['offset', 'skip', 'startindex', 'pageoffset'];
const pages = ['page', 'pagenumber', 'pageindex'];
const nexts = ['nextcursor', 'nextpagetoken', 'nexttoken', 'next', 'cursor', 'endcursor', 'continuationtoken'];

/** How a list is cut into pages, by the names of its query parameters; null: it isn't. */
export function inferPagination(shapes: Shapes, list: Operation): Readonly<Record<string, unknown>> | null {
  const query = list.parameters.filter((one) => one.in === 'query');
  const named = (names: readonly string[]) => query.find(({ name }) => names.includes(plain(name)))?.name ?? null;
  const limit = query.find(({ name }) => limits.includes(plain(name)));
  const [cursor, offset, page] = [named(cursors), named(offsets), named(pages)];
  if (limit === undefined && cursor === null && offset === null && page === null) return null;
  const { default: preset, maximum } = shapes.merged(limit?.schema);
  const defaultLimit = typeof preset === 'number' && preset > 0 ? preset : 100;
  return {
    limitParameter: limit?.name ?? null,
    cursorParameter: cursor,
    ...(offset === null ? {} : { offsetParameter: offset }),
    ...(page === null ? {} : { pageParameter: page }),
    nextProperty: cursor === null ? null : nextProperty(shapes, list),
    defaultLimit: Math.floor(defaultLimit),
    maxLimit: Math.max(defaultLimit, typeof maximum === 'number' && maximum > 0 ? Math.floor(maximum) : 1000),
  };
}

function nextProperty(shapes: Shapes, list: Operation): string | null {
  const schema = shapes.success(list);
  const names = isRecord(schema) ? [...shapes.propertiesOf(schema).keys()] : [];
  return names.find((name) => nexts.includes(plain(name))) ?? null;
}
