import { conformanceDefects } from '../../contract/conformance.ts';
import { type Effect, type Fault, faults, needsAnswer } from '../../faults/index.ts';
import { rewrite } from '../../mock/server/rewrite.ts';
import { categories, classifyRetry, type Policy, retryClasses } from '../../retry/index.ts';
import type { Phase } from '../../trace/exchange.ts';
import { longestBody } from '../answer-phrases.ts';
import { operationPhrase } from '../names.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { injectedFault } from '../preparations.ts';
import type { Preparation, Subject } from '../proposal.ts';
import type { Scenario } from '../scenario.ts';

/** A scenario about the network, and what has to act on its request for it to hold; null: what no request meets. */
export interface TransportProposal {
  readonly scenario: Scenario;
  readonly effect: Effect['kind'];
  readonly preparation: Preparation | null;
}

/** What the network can do to a call, and to an answer on its way: by a rule of the scenario's own. */
export function fromTransport(subject: Subject, policy: Policy): readonly TransportProposal[] {
  return Object.values(faults)
    .filter(({ transport }) => transport)
    .flatMap((fault) => proposalFor(subject, policy, fault) ?? []);
}

/** Longer than the wait of any client that somebody waits for. */
const patience = phrase('Given', 'the client times out after 20 seconds');

function proposalFor(subject: Subject, policy: Policy, fault: Fault): TransportProposal | null {
  const { operation } = subject;
  const words = operationPhrase(operation);
  const effect = fault.effect({});
  const behind = thenFor(subject, policy, fault, effect);
  if (behind === null) return null;
  const calls = phrase('When', `the client calls operation ${words}`);
  const preparation = effect.kind === 'refuse' ? null : injectedFault(words, operation.id, fault);
  const phrases = [
    preparation?.phrase ?? phrase('Given', 'the API refuses connections for 10 seconds'),
    ...(effect.kind === 'hang' ? [patience] : []),
    ...(fault.needs === 'reused-connection' ? [calls, goodStatus(subject)] : []),
    calls,
    ...behind.phrases,
    ...(effect.kind === 'refuse' ? [phrase('When', '10 seconds pass'), calls, goodStatus(subject)] : []),
  ];
  const scenario = { kind: `network-${behind.kind}`, title: 'the network: <fault>', tags: ['@transport'], phrases };
  return { scenario, effect: effect.kind, preparation: fault.needs === 'reused-connection' ? null : preparation };
}

function goodStatus({ good }: Subject): Phrase {
  return phrase('Then', 'the response status is <good status>', { 'good status': String(good.answer.status) });
}

interface Behind {
  readonly kind: string;
  readonly phrases: readonly Phrase[];
}

function thenFor(subject: Subject, policy: Policy, fault: Fault, effect: Effect): Behind | null {
  if (fault.needs === 'reused-connection' && !keepsConnection(subject)) return null;
  if (!needsAnswer(effect)) return lost(subject, policy, fault, effect);
  // A rule of the layer that makes the operation fail doesn't act beside the scenario's own.
  if (subject.good.cause.kind === 'rule') return null;
  // Of a longer body only a part is kept, which nobody can judge.
  if (effect.kind === 'rewrite') return bytesOf(subject) > longestBody ? null : wrongAnswer(subject, fault, effect);
  if (bytesOf(subject) < bytesFor(effect)) return null;
  return effect.kind === 'drip' ? dripping(subject, effect.totalMs) : cut(subject, policy, fault, effect);
}

/** The reference client, as undici has it, leaves a connection behind a body that the method has no meaning for. */
function keepsConnection({ good }: Subject): boolean {
  const { method, body } = good.request;
  return method !== 'HEAD' && (body === undefined || ['POST', 'PUT', 'PATCH'].includes(method));
}

function bytesOf({ good }: Subject): number {
  return Buffer.byteLength(good.answer.body ?? '');
}

/** So long has a body to be, so that the fault can be told from the answer without it. */
function bytesFor(effect: Effect): number {
  if (effect.kind === 'drip') return effect.chunks;
  return effect.kind === 'malformed-chunk' ? 1 : 2;
}

const codes: Partial<Record<Effect['kind'], string>> = {
  reset: 'ECONNRESET',
  close: 'UND_ERR_SOCKET',
  hang: 'TIMEOUT',
  refuse: 'ECONNREFUSED',
  garbage: 'HPE_INVALID_CONSTANT',
  'malformed-chunk': 'HPE_INVALID_CHUNK_SIZE',
};

/** Nothing of the answer came. */
function lost(subject: Subject, policy: Policy, fault: Fault, effect: Effect): Behind {
  const isReused = fault.needs === 'reused-connection';
  const phase = effect.kind === 'refuse' ? 'connect' : 'response';
  return {
    kind: isReused ? 'reuse' : effect.kind === 'hang' ? 'hang' : effect.kind === 'refuse' ? 'refused' : 'lost',
    phrases: [
      phrase('Then', 'no response is received because of <fault>', { fault: fault.phrase }),
      ...seen(effect),
      ...meaning(subject, policy, effect, phase, isReused),
    ],
  };
}

/** The status came, the body didn't, or not whole. */
function cut(subject: Subject, policy: Policy, fault: Fault, effect: Effect): Behind {
  return {
    kind: effect.kind === 'hang' ? 'hang-mid-body' : 'cut',
    phrases: [
      phrase('Then', 'the response breaks off because of <fault>', { fault: fault.phrase }),
      ...seen(effect),
      ...meaning(subject, policy, effect, 'body', false),
    ],
  };
}

function seen({ kind }: Effect): readonly Phrase[] {
  if (kind === 'hang') return [phrase('Then', 'the request times out after 20 seconds')];
  return [phrase('Then', 'the client sees error "<code>"', { code: codes[kind] ?? '' })];
}

function meaning(
  { good }: Subject,
  policy: Policy,
  { kind }: Effect,
  phase: Phase,
  reusedConnection: boolean,
): readonly Phrase[] {
  const status = phase === 'body' ? good.answer.status : null;
  const signal = {
    method: good.request.method,
    status,
    headers: {},
    errorCode: codes[kind] ?? null,
    phase,
    reusedConnection,
  };
  const { class: retry, category } = classifyRetry(signal, policy);
  if (category === null) return [];
  return [
    phrase('Then', 'the failure is <retry>', { retry: retryClasses[retry] }),
    phrase('Then', 'the failure category is <category>', { category: categories[category] }),
  ];
}

/** The status is that of a success, what comes with it is none. */
function wrongAnswer({ good }: Subject, fault: Fault, effect: Effect & { readonly kind: 'rewrite' }): Behind | null {
  const { status, headers, body } = rewrite(good.answer, effect);
  const text = body ?? '';
  const response = {
    status,
    headers: Object.entries(headers),
    body: { text, bytes: text.length, sha256: '', cut: false },
  };
  if (good.answer.body === null || conformanceDefects(good.operation, response).length === 0) return null;
  return {
    kind: 'wrong-answer',
    phrases: [
      phrase('Then', 'the response status is <good status>', { 'good status': String(status) }),
      phrase('Then', 'the response is whole but wrong because of <fault>', { fault: fault.phrase }),
    ],
  };
}

function dripping(subject: Subject, totalMs: number): Behind {
  return {
    kind: 'drip',
    phrases: [goodStatus(subject), phrase('Then', `the response arrives after ${totalMs} ms`)],
  };
}
