// What many calls together show: one file each. A pattern speaks of the recording; a cause of one failure in it.
import type { FoundPattern } from '../diagnosis.ts';
import type { Call } from '../facts/history.ts';
import { alertStorm } from './alert-storm.ts';
import { inputTriggered } from './input-triggered.ts';
import { intermittent } from './intermittent.ts';
import { missingBatching } from './missing-batching.ts';
import { missingPagination } from './missing-pagination.ts';
import { type Pattern, toldPattern } from './pattern.ts';
import { pointlessRetries } from './pointless-retries.ts';
import { repeatedLookups } from './repeated-lookups.ts';
import { retriesWithoutPause } from './retries-without-pause.ts';
import { rotation } from './rotation.ts';
import { sharedKey } from './shared-key.ts';
import { tooManyAtOnce } from './too-many-at-once.ts';

/** Every pattern by its name, in the order in which they are told. */
export const patterns = {
  'alert-storm': alertStorm,
  'shared-key': sharedKey,
  'input-triggered': inputTriggered,
  rotation: rotation,
  intermittent: intermittent,
  'missing-pagination': missingPagination,
  'repeated-lookups': repeatedLookups,
  'missing-batching': missingBatching,
  'retries-without-pause': retriesWithoutPause,
  'pointless-retries': pointlessRetries,
  'too-many-at-once': tooManyAtOnce,
} as const;

/** The patterns that the calls of a recording show. */
export function findPatterns(calls: readonly Call[]): readonly FoundPattern[] {
  return Object.values(patterns as Readonly<Record<string, Pattern>>).flatMap((pattern) => {
    const sighting = pattern.find(calls);
    return sighting === null ? [] : [toldPattern(pattern, sighting)];
  });
}
