import { parseInstruction } from '../../faults/index.ts';
import { refuseListenerFault } from '../cases/rule-input.ts';
import { controlNames } from '../control-names.ts';
import { withEntry, withoutEntry } from '../copies.ts';
import type { Passage } from '../gates/gate.ts';
import type { CaseState } from '../state.ts';
import { type Injection, injectionOfInstruction } from './injection.ts';

/**
 * The instruction that claims this attempt: the first queued one of the case, else that of the request's own header.
 * Throws a `Problem` when the header says nothing that is known.
 */
export function nextInstruction(passage: Passage): Injection | null {
  const { instructions } = passage.state;
  const queued = instructions.size === 0 ? undefined : instructions.get(passage.operation.id)?.[0];
  const text = queued ?? headerText(passage);
  if (text === undefined) return null;
  const { phase, call } = parseInstruction(text);
  refuseListenerFault(call, null);
  const injection = injectionOfInstruction(text, phase, call);
  return injection.needsReusedConnection && passage.request.reusedConnection !== true ? null : injection;
}

function headerText({ contract, request }: Passage): string | undefined {
  const { layer } = contract;
  return layer.control.requestHeaders ? request.headers[controlNames(layer).instruction] : undefined;
}

/** The state without the instruction that has acted; one from a header was never in it. */
export function consumed(state: CaseState, operationId: string): CaseState {
  const [first, ...rest] = state.instructions.get(operationId) ?? [];
  if (first === undefined) return state;
  const instructions =
    rest.length === 0
      ? withoutEntry(state.instructions, operationId)
      : withEntry(state.instructions, operationId, rest);
  return { ...state, instructions };
}
