import type { Random } from '../../clock.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { withEntry } from '../copies.ts';
import type { CaseState } from '../state.ts';

/** An id that no item of the collection has, and the state that remembers it was given. */
export function drawId(
  { name, newId }: ResourceCollection,
  state: CaseState,
  random: Random,
): { readonly id: string; readonly state: CaseState } {
  if (newId === 'uuid') return { id: drawUuid(random), state };
  const taken = state.resources.get(name);
  let number = (state.sequences.get(name) ?? 0) + 1;
  while (taken?.has(String(number))) number += 1;
  return { id: String(number), state: { ...state, sequences: withEntry(state.sequences, name, number) } };
}

/** A UUID of version 4 (RFC 9562 §5.4) from the given source of chance. */
function drawUuid(random: Random): string {
  const digit = () => Math.floor(random() * 16);
  const variant = () => 8 + Math.floor(random() * 4);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) =>
    (letter === 'x' ? digit() : variant()).toString(16),
  );
}
