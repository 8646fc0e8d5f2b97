import { Problem } from '../../problem.ts';
import { refuse } from '../answers.ts';
import { act } from '../rules/act.ts';
import { chooseRule } from '../rules/choose.ts';
import type { Injection } from '../rules/injection.ts';
import { consumed, nextInstruction } from '../rules/instructions.ts';
import { type Gate, goOn, type Passage, type Step } from './gate.ts';

/**
 * Faults of the way to the API: what a gateway or the network does knows nothing of credentials.
 * An instruction claims the attempt for itself: no rule acts beside it, even when its turn comes later.
 */
export const infrastructure: Gate = (passage) => {
  const instruction = readInstruction(passage);
  if (instruction instanceof Problem) return refuseInstruction(passage, instruction);
  if (instruction !== null) {
    return instruction.place === 'backend' ? goOn({ ...passage, pending: instruction }) : actOnce(passage, instruction);
  }
  const { state, injection } = chooseRule(passage, 'infrastructure');
  return injection === null ? goOn({ ...passage, state }) : act({ ...passage, state }, injection);
};

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
