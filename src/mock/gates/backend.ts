import { act } from '../rules/act.ts';
import { chooseRule } from '../rules/choose.ts';
import { type Gate, goOn } from './gate.ts';
import { actOnce } from './infrastructure.ts';

/** Faults of the API itself: only a request that it would have served meets them. */
export const backend: Gate = (passage) => {
  if (passage.acting !== null) return goOn(passage);
  if (passage.pending !== null) return actOnce(passage, passage.pending);
  const { state, injection } = chooseRule(passage, 'backend');
  return injection === null ? goOn({ ...passage, state }) : act({ ...passage, state }, injection);
};
