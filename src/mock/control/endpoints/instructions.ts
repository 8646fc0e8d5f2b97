import { type Endpoints, shown } from '../control.ts';
import { caseOf } from './find-case.ts';

/** What is to happen to the next requests of an operation. */
export const instructionEndpoints = {
  getInstructions: (request, workshop) => shown(caseOf(request, workshop).instructions),
  addInstructions(request, workshop) {
    const found = caseOf(request, workshop);
    const { operationId, instructions } = request.body as NewInstructions;
    found.instruct(operationId, instructions);
    return shown(found.instructions);
  },
} as const satisfies Endpoints;

/** As the document's. */
interface NewInstructions {
  readonly operationId: string;
  readonly instructions: readonly string[];
}
