import type { Contract } from '../../contract/contract.ts';
import { credentialHeader } from '../../contract/index.ts';
import { Problem } from '../../problem.ts';
import type { HeaderList } from '../../trace/exchange.ts';

/** The header in which this contract wants a credential, with that value: what a client that renews its own sends next. */
export function renewalHeaders(contract: Contract, value: string): HeaderList {
  const headers = contract.operations.map((operation) => credentialHeader(operation, value));
  const found = headers.find((header) => header !== null);
  if (found !== undefined) return [found];
  throw new Problem(
    'no-credential-header',
    'Failed to put another credential into the request: the contract has no operation that takes one in a header.',
    'Leave the step out, or name the credential with "the client sends … in query parameter …".',
  );
}
