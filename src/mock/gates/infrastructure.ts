import { Problem } from '../../problem.ts';
import { refuse } from '../answers.ts';
import { countedFor } from '../quotas/counted.ts';
import { withQuotaHeaders } from '../quotas/told.ts';
import { act } from '../rules/act.ts';
import { chooseRule } from '../rules/choose.ts';
import type { Injection } from '../rules/injection.ts';
import { consumed, nextInstruction } from '../rules/instructions.ts';
import { credentials } from './credentials.ts';
import type { Gate, Passage, Step } from './gate.ts';

/**
 * Faults of the way to the API: what a gateway or the network does knows nothing of credentials.
 * An instruction claims the attempt for itself: no rule acts beside it, even when its turn comes later.
 */
export const infrastructure: Gate = (passage) => {
  const instruction = readInstruction(passage);
  if (instruction instanceof Problem) return refuseInstruction(passage, instruction);
  if (instruction !== null) {
    return instruction.place === 'backend'
      ? { ...passage, pending: instruction }
      : actOnce(withStanding(passage, instruction), instruction);
  }
  const { state, injection } = chooseRule(passage, 'infrastructure');
  const chosen = state === passage.state ? passage : { ...passage, state };
  return injection === null ? chosen : act(withStanding(chosen, injection), injection);
};

/**
 * A 503 that stands in front of authentication tells where the client's quotas are, as one behind it does; nothing is counted.
 * Whoever wouldn't be let in has none.
 */
function withStanding(passage: Passage, { respond, effect }: Injection): Passage {
  const status = respond?.status ?? (effect?.kind === 'status' ? effect.status : null);
  const entered = status === 503 ? credentials(passage) : null;
  if (entered?.kind !== 'on') return passage;
  const standing = countedFor({ ...passage, identity: entered.identity });
  return { ...passage, headers: withQuotaHeaders(passage.headers, standing, passage.now) };
}

/** Lets an instruction act and takes it out of the queue. */
export function actOnce(passage: Passage, instruction: Injection): Step {
  return act({ ...passage, state: consumed(passage.state, passage.operation.id) }, instruction);
}

function readInstruction(passage: Passage): Injection | Problem | null {
  try {
    return nextInstruction(passage);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** A mistyped instruction fails loudly: whoever sent it would take a plain answer for a fault survived. */
function refuseInstruction(passage: Passage, problem: Problem): Step {
  const refusal = { status: 400, message: '{problem}', headers: {} };
  const values = { problem: `${problem.message} ${problem.fix}` };
  return refuse(passage, refusal, values, { kind: 'instruction', summary: problem.message });
}
