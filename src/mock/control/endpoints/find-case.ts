import { nearest } from '../../../suggest.ts';
import { defaultCaseId } from '../../cases/registry.ts';
import type { Mock, MockCase } from '../../mock.ts';
import type { ControlRequest, ControlWorkshop } from '../control.ts';
import { ControlProblem } from '../problem-details.ts';

/** The case that the path names; the default one is always there. Throws for one that isn't open. */
export function caseOf({ path }: ControlRequest, { mock }: ControlWorkshop): MockCase {
  const id = path['id'] ?? '';
  const open = mock.cases.find((candidate) => candidate.id === id);
  if (open !== undefined) return open;
  if (id === defaultCaseId) return mock.openCase({ id });
  throw notOpen(id, mock);
}

function notOpen(id: string, mock: Mock): ControlProblem {
  const near = nearest(id, [defaultCaseId, ...mock.cases.map((open) => open.id)]);
  const question = near === null ? '' : ` Did you mean "${near}"?`;
  return new ControlProblem(
    404,
    'unknown-case',
    `Failed to find the case "${id}": no case of that id is open.${question}`,
    'Open it with POST /cases, or see GET /cases for those that are open.',
  );
}
