import type { Operation } from '../contract/contract.ts';

/** `200`, `429`, `4XX`, `default`: the responses that an operation declares, as it declares them. */
export function declaredStatuses({ responses }: Operation): readonly string[] {
  return responses.map(({ status }) => (/^default$/i.test(status) ? 'default' : status.toUpperCase()));
}

/** The range under which an operation declares a status that it doesn't declare by itself. */
export function rangeOf(status: string, operation: Operation): string | null {
  const declared = declaredStatuses(operation);
  if (declared.includes(status)) return null;
  return declared.find((one) => one === `${status.charAt(0)}XX`) ?? declared.find((one) => one === 'default') ?? null;
}

/** Why a declared status can't be covered by anybody; null: it can. */
export function uncoverable(status: string): string | null {
  return status.startsWith('1') ? 'an interim answer never ends a request' : null;
}
