import type { FailureLayer } from '../../contract/failure-layer.ts';
import { reasonPhrase, renderErrorBody } from '../../contract/index.ts';
import type { Answer } from '../decision.ts';

/** An answer in the API's error dialect for what happens outside of the gates: unreadable bytes, a defect, no example. */
export function ownError(layer: FailureLayer, status: number, message: string, requestId: string): Answer {
  const { errorBody } = layer;
  const values = { message, status: String(status), title: reasonPhrase(status), requestId };
  return { status, headers: { 'Content-Type': errorBody.contentType }, body: renderErrorBody(errorBody, values) };
}
