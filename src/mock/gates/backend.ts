import { act } from '../rules/act.ts';
import { chooseRule } from '../rules/choose.ts';
import type { Gate } from './gate.ts';
import { actOnce } from './infrastructure.ts';

/** Faults of the API itself: only a request that it would have served meets them. */
export const backend: Gate = (passage) => {
  if (passage.acting !== null) return passage;
  if (passage.pending !== null) return actOnce(passage, passage.pending);
  const { state, injection } = chooseRule(passage, 'backend');
  const chosen = state === passage.state ? passage : { ...passage, state };
  return injection === null ? chosen : act(chosen, injection);
};
