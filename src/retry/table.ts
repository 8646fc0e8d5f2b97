import type { Policy } from './classification.ts';
import { conditions } from './conditions.ts';
import type { Facts } from './facts.ts';
import type { Row } from './row.ts';
import { connection } from './rows/connection.ts';
import { credentials } from './rows/credentials.ts';
import { edge } from './rows/edge.ts';
import { ownDecisions } from './rows/own-decisions.ts';
import { reference } from './rows/reference.ts';
import { requests } from './rows/requests.ts';
import { resources } from './rows/resources.ts';
import { serverErrors } from './rows/server-errors.ts';
import { successes } from './rows/successes.ts';
import { throttling } from './rows/throttling.ts';
import { timeouts } from './rows/timeouts.ts';
import { tls } from './rows/tls.ts';
import { unknownStatuses } from './rows/unknown-statuses.ts';
import { unprocessed } from './rows/unprocessed.ts';

const standard: readonly Row[] = [
  ...successes,
  ...throttling,
  ...credentials,
  ...requests,
  ...resources,
  ...unprocessed,
  ...serverErrors,
  ...edge,
  ...unknownStatuses,
  ...ownDecisions,
  ...tls,
  ...timeouts,
  ...connection,
];

/** The rows of each policy in the order in which they are tried: the first that matches decides. */
export const tables: Readonly<Record<Policy, readonly Row[]>> = {
  standard,
  reference: [...reference, ...standard],
};

/** The row that decides, and whether it is one of the reference's own. */
export function findRow(facts: Facts, policy: Policy): Row {
  const row = tables[policy].find((candidate) => matches(candidate, facts));
  // The last row of the table takes any call without a status, and 100 to 999 are all named.
  return row ?? (tables[policy].at(-1) as Row);
}

/** Whether a row is the reference's own word, which nothing overrides. */
export function isReferenceRow(row: Row): boolean {
  return reference.includes(row);
}

function matches(row: Row, facts: Facts): boolean {
  const subject = facts.status === null ? row.statuses === undefined : row.statuses?.includes(facts.status);
  return subject === true && matchesCode(row, facts.code) && (row.when === undefined || conditions[row.when](facts));
}

// `CERT_*` stands for every code that begins so.
function matchesCode({ codes }: Row, code: string | null): boolean {
  if (codes === undefined) return true;
  return codes.some((wanted) => (wanted.endsWith('*') ? code?.startsWith(wanted.slice(0, -1)) : wanted === code));
}

/** Every error code that a row names, and the beginnings of those that it names by `*`. */
export const namedCodes: readonly string[] = [...new Set(tables.standard.flatMap(({ codes }) => codes ?? []))];
