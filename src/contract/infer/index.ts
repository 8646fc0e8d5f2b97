/**
 * The failure layer that a document shows without one being written: demonstration credentials, quotas, stored
 * collections. It has the form of the file, so that it can be written out, and whatever is written refines it key by key.
 */
import type { Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import { isRecord } from '../document/pointer.ts';
import { inferCollections } from './collections.ts';
import { inferCredentials, type Known, limitedCredentials } from './credentials.ts';
import { countedOperations, inferQuotas } from './quotas.ts';

type Raw = Readonly<Record<string, unknown>>;

/** What is written, with what the document shows in place of everything that isn't. */
export function refineLayer(document: OpenApi, operations: readonly Operation[], written: unknown): unknown {
  if (!isRecord(written)) return written;
  const counted = countedOperations(document, operations);
  const known = inferCredentials(operations, counted);
  const credentials = refineCredentials(known, written['credentials']);
  return {
    ...written,
    ...(credentials === undefined ? {} : { credentials }),
    rateLimits: written['rateLimits'] ?? inferQuotas(document, operations, counted, limitedIn(known, credentials)),
    ...(written['state'] === false
      ? {}
      : { resources: refineCollections(inferCollections(document, operations), written['resources']) }),
  };
}

/** Of each scheme the known values are one list: whoever writes some doesn't want others accepted beside them. */
function refineCredentials(known: ReadonlyMap<string, Known>, written: unknown): unknown {
  if (written !== undefined && !isRecord(written)) return written;
  const own: Raw = written ?? {};
  const shown = [...known].map(([scheme, values]) => [scheme, { known: values, ...readable(own[scheme]) }] as const);
  const refined = Object.fromEntries(shown.filter(([scheme]) => own[scheme] === undefined || isRecord(own[scheme])));
  return { ...refined, ...without(own, new Set(Object.keys(refined))) };
}

function readable(value: unknown): Raw {
  return isRecord(value) ? value : {};
}

function without(record: Raw, names: ReadonlySet<string>): Raw {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
}

/** A scheme whose values are written has no limited one that is known of. */
function limitedIn(known: ReadonlyMap<string, Known>, credentials: unknown): readonly string[] {
  const kept = [...known].filter(([scheme, values]) => readable(readable(credentials)[scheme])['known'] === values);
  return limitedCredentials(kept);
}

/** A collection that is written stands in place of those found for the same operations. */
function refineCollections(found: Readonly<Record<string, Raw>>, written: unknown): unknown {
  if (written !== undefined && !isRecord(written)) return written;
  const own: Raw = written ?? {};
  const taken = new Set(Object.values(own).flatMap((one) => Object.values(readable(readable(one)['operations']))));
  const free = Object.entries(found).filter(
    ([name, { operations }]) =>
      own[name] === undefined && !Object.values(readable(operations)).some((id) => taken.has(id)),
  );
  const refined = Object.entries(own).map(
    ([name, one]) => [name, isRecord(one) ? { ...found[name], ...one } : one] as const,
  );
  return { ...Object.fromEntries(free), ...Object.fromEntries(refined) };
}
