import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { type Defect, defectsOf } from '../../contract/conformance.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import { headerOf, type RecordedResponse } from '../../trace/exchange.ts';
import type { AnswerPlan, ApiRequest } from '../decision.ts';
import { body } from '../gates/body.ts';
import type { Arrival, Gate } from '../gates/gate.ts';
import { route } from '../gates/route.ts';
import { validation } from '../gates/validation.ts';
import { enter } from '../gates/variant.ts';
import { openState } from '../open-state.ts';
import { routeOf } from './decide-upstream.ts';

/** What in a request breaks the document, and how the mock would have refused it. */
export interface RequestFlaw {
  readonly message: string;
  readonly plan: AnswerPlan;
}

/**
 * Holds a request against the document with the mock's own gates; null when it keeps to it. A body that isn't here, or is
 * encoded, is left out.
 */
export function requestFlaw(contract: Contract, request: ApiRequest, now: number): RequestFlaw | null {
  const arrival: Arrival = {
    contract,
    state: openState(contract, now),
    request,
    now,
    random: () => 0,
    headers: {},
    operationId: null,
    acting: null,
    sideEffect: null,
    retriedEarlyByMs: null,
  };
  const found = routeOf(contract, request);
  if (found.kind !== 'operation') return request.method === 'OPTIONS' ? null : flawAt(route(arrival));
  const isReadable = request.body.kind === 'text' && request.headers['content-encoding'] === undefined;
  const isMissing = request.body.kind === 'none';
  const gates: readonly Gate[] = isReadable || isMissing ? [body, validation] : [validation];
  let passage = enter(arrival, found);
  for (const gate of gates) {
    const step = gate(passage);
    if (step.kind === 'answered') return flawAt(step);
    passage = step;
  }
  return null;
}

function flawAt(step: ReturnType<Gate>): RequestFlaw | null {
  return step.kind === 'on' ? null : { message: `request: ${step.cause.summary}`, plan: step.plan };
}

/** What in an answer breaks the document. `body` null: its bytes aren't known, so that only its head is judged. */
export function responseFlaws(
  operation: Operation | null,
  method: string,
  { status, headers }: Pick<RecordedResponse, 'status' | 'headers'>,
  bytes: Buffer | null,
): readonly string[] {
  if (operation === null) return [];
  const text = bytes === null ? null : decoded(bytes, headers);
  const isHead = method === 'HEAD' || status === 304;
  const recorded = { text: text ?? '', bytes: bytes?.length ?? 1, sha256: '', cut: text === null };
  const defects = defectsOf(operation, { status, headers, body: recorded });
  return defects.filter((defect) => !isHead || isOfHead(defect)).map(({ message }) => `response ${status}: ${message}`);
}

const isOfHead = ({ kind }: Defect) => kind === 'status' || kind === 'header';

const largestDecoded = 8 * 1024 * 1024;

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: largestDecoded }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength: largestDecoded }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: largestDecoded }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: largestDecoded }),
  zstd: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: largestDecoded }),
};

/** The text of a body that was passed on as it came; null when it can't be read. */
export function decoded(bytes: Buffer, headers: RecordedResponse['headers']): string | null {
  const coding = headerOf(headers, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  try {
    return decoders[coding]?.(bytes).toString('utf8') ?? null;
  } catch {
    return null;
  }
}
