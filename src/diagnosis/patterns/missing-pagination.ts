import { readJson } from '../facts/answer.ts';
import type { Call } from '../facts/history.ts';
import { printMs } from '../wording.ts';
import { definePattern } from './pattern.ts';

/** Large answers that were asked for whole. */
export const missingPagination = definePattern({
  name: 'missing-pagination',
  summary: 'Large lists are fetched in one piece, or only their first page is read.',
  remedy: 'Ask for pages with a limit and follow the cursor to the end.',
  feature: 'features/remedies/pagination.feature',
  reference: 'the reference, scenario 8 (pagination)',
  find(calls) {
    const large = calls.filter((call) => call.method === 'GET' && isWhole(call) && bytesOf(call) > 500_000);
    const cutShort = calls.filter(
      (call) =>
        hasMore(call) && !calls.some((other) => other !== call && other.path === call.path && other.at >= call.at),
    );
    const slow = calls.filter((call) => call.method === 'GET' && isWhole(call) && call.failure?.category === 'timeout');
    const [first] = [...large, ...slow, ...cutShort];
    if (first === undefined) return null;
    const worst = Math.max(0, ...large.map(bytesOf));
    return {
      numbers: [
        ...(large.length === 0
          ? []
          : [`${large.length} answers of up to ${Math.round(worst / 1000)} kB, without a limit in the request`]),
        ...(slow.length === 0 ? [] : [`${slow.length} lists without a limit ran into a timeout${tookOf(slow)}`]),
        ...(cutShort.length === 0
          ? []
          : [`${cutShort.length} answers name a next page that was never fetched: ${cutShort[0]?.path}`]),
      ],
      saving:
        worst === 0
          ? null
          : `in pages of 100 kB each answer would take about ${Math.ceil(worst / 100_000)} short calls`,
    };
  },
});

function isWhole({ exchange: { request }, path }: Call): boolean {
  const query = URL.parse(request.url)?.search ?? '';
  return (
    !/[?&](limit|per_page|page_size|pagesize|page|cursor|offset|\$top|maxresults|first|count)=/i.test(query) &&
    !/\/\d+$/.test(path)
  );
}

function bytesOf({ exchange: { outcome } }: Call): number {
  return outcome === null || outcome.kind === 'no-response' ? 0 : (outcome.response.body?.bytes ?? 0);
}

function hasMore({ exchange: { outcome }, method }: Call): boolean {
  if (method !== 'GET' || outcome === null || outcome.kind === 'no-response') return false;
  const link = outcome.response.headers.find(([name]) => name.toLowerCase() === 'link')?.[1] ?? '';
  if (/rel="?next"?/.test(link)) return true;
  const json = readJson(outcome.response.body?.text ?? '') as Readonly<Record<string, unknown>> | undefined;
  if (typeof json !== 'object' || json === null) return false;
  return (
    ['next', 'next_cursor', 'nextPageToken', 'next_page', '@odata.nextLink', 'nextLink'].some(
      (name) => typeof json[name] === 'string' && json[name] !== '',
    ) || json['has_more'] === true
  );
}

function tookOf(slow: readonly Call[]): string {
  const [first] = slow;
  const ended = first?.exchange.endedAt ?? null;
  return first === undefined || ended === null || ended <= first.at ? '' : ` after ${printMs(ended - first.at)}`;
}
