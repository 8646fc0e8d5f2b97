import { type Api, type ApiResponse, hasHeader, listed, nameOf } from '../api.ts';
import type { Found } from '../rule.ts';
import type { HeaderName } from '../suggestion.ts';

/** A header that responses of some statuses should declare. */
export interface Wanted {
  readonly statuses: readonly string[];
  readonly header: HeaderName;
  /** Others that say the same. */
  readonly instead?: readonly string[];
  /** What the header is for, as the end of a sentence. */
  readonly because: string;
  readonly fix: string;
}

/** Each response that lacks the header; one that several operations share is named once. */
export function withoutHeader(
  { operations }: Api,
  { statuses, header, instead = [], because, fix }: Wanted,
): readonly Found[] {
  const lacking = operations
    .flatMap(({ errors }) => errors)
    .filter((one) => statuses.includes(one.response.status) && !hasHeader(one, header, ...instead));
  return [...Map.groupBy(lacking, ({ node }) => node.pointer)].map(([pointer, shared]) => ({
    place: shared[0]?.response.place ?? {},
    message: `The ${shared[0]?.response.status} of ${namesOf(shared)} declares no ${header}: ${because}.`,
    fix,
    suggestions: [{ kind: 'header', response: pointer, header }],
  }));
}

/** The operations that share a response. */
export function namesOf(shared: readonly ApiResponse[]): string {
  return listed([...new Set(shared.map(({ operation }) => nameOf(operation)))], 3);
}
