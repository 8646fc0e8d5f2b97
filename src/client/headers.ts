import type { HeaderList } from '../trace/exchange.ts';

/** The first list without the names of the second, then the second. */
export function replaceHeaders(headers: HeaderList, by: HeaderList): HeaderList {
  const replaced = new Set(by.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...by];
}
