import type { Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import { isRecord } from '../document/pointer.ts';
import { partOf, statusesOf } from './document-parts.ts';

type Raw = Readonly<Record<string, unknown>>;

/** So many requests a minute: enough to see it count, few enough to use it up by hand. */
const rateLimit = 5;

/** The operations that declare 429. */
export function countedOperations(document: OpenApi, operations: readonly Operation[]): readonly Operation[] {
  return operations.filter((operation) => statusesOf(partOf(document, operation)).includes('429'));
}

/**
 * The quotas of operations that declare 429: one for the demonstration credentials that are limited, and one for callers
 * without any, which is off. Nobody else is ever refused.
 */
export function inferQuotas(
  document: OpenApi,
  operations: readonly Operation[],
  counted: readonly Operation[],
  limited: readonly string[],
): readonly Raw[] {
  const [first] = counted;
  if (first === undefined) return [];
  const told = toldBy(document, first);
  const match = counted.length === operations.length ? {} : { match: { operation: counted.map(({ id }) => id) } };
  const common = { ...match, rateLimit, resetTimeWindowSeconds: 60, ...told };
  const secured = counted.some(({ security }) => security.length > 0) && limited.length > 0;
  const open = counted.some(({ security }) => security.length === 0 || security.some((one) => one.length === 0));
  return [
    ...(secured
      ? [
          {
            id: 'demo-limit',
            summary: `${rateLimit} requests per 60 seconds of a limited credential`,
            onlyCredentials: limited,
            ...common,
          },
        ]
      : []),
    ...(open || !secured
      ? [
          {
            id: 'open-limit',
            summary: `${rateLimit} requests per 60 seconds from one address`,
            key: 'ip',
            enabled: false,
            ...common,
          },
        ]
      : []),
  ];
}

/** How the answers of an operation tell of its quota, by the names of the headers that it declares. */
function toldBy(document: OpenApi, operation: Operation): Raw {
  const refused = partOf(document, operation, 'responses', '429', 'headers');
  const names = Object.keys(refused).map((name) => name.toLowerCase());
  const retryAfter = Object.entries(refused).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const reset = Object.keys(refused).find((name) => /^x-ratelimit-reset$/i.test(name));
  const epoch = reset !== undefined && /epoch|unix|utc/i.test(JSON.stringify(refused[reset]));
  return {
    headers: headersOf(names),
    ...(epoch ? { resetFormat: 'UtcEpochSeconds' } : {}),
    ...(isDate(retryAfter) ? { retryAfter: 'date' } : {}),
  };
}

function headersOf(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('x-ratelimit'))) return 'x-ratelimit';
  return names.some((name) => name.startsWith('x-rate-limit')) ? 'x-rate-limit' : namesOfDraft(names);
}

/** Earlier drafts had a field for each number. */
function namesOfDraft(names: readonly string[]): string {
  return names.includes('ratelimit-limit') || names.includes('ratelimit-remaining') ? 'ratelimit' : 'draft';
}

function isDate(header: unknown): boolean {
  const schema = isRecord(header) && isRecord(header['schema']) ? header['schema'] : {};
  return schema['format'] === 'date-time' || schema['format'] === 'http-date';
}
