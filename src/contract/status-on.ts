import { declaredResponse, type Operation } from './contract.ts';
import type { Refusal } from './failure-layer.ts';

/** The status with which an operation refuses: of those that would do, the first that it declares. */
export function statusOn({ status, instead }: Pick<Refusal, 'status' | 'instead'>, operation: Operation): number {
  if (instead === undefined) return status;
  const possible = [status, ...instead];
  const named = possible.find((one) => operation.responses.some((response) => response.status === String(one)));
  return named ?? possible.find((one) => declaredResponse(operation, one) !== undefined) ?? status;
}
