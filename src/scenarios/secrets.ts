import { createTextMask } from '../trace/mask-text.ts';
import { isSecretName } from '../trace/secrets.ts';
import { evidenceMediaType } from './evidence.ts';
import type { Envelope } from './messages.ts';
import type { Session } from './session.ts';

/** Masks, in cucumber's messages, the credentials that the run knows and everything that looks like a token. */
export interface MessageMask {
  apply(envelope: Envelope): Envelope;
  /** How many texts had something masked in them. */
  readonly masked: number;
}

/** A mask for the messages of one session. What was masked before stays as it is. */
export function createMessageMask(session: Session): MessageMask {
  const secrets = secretsOf(session);
  const mask = createTextMask(secrets);
  const spelt = secrets.map((secret) => JSON.stringify(secret).slice(1, -1)).filter((secret) => secret.length > 0);
  /** Ids of pickles that something was masked in. */
  const telling = new Set<string>();
  let masked = 0;

  function maskOne(text: string): string {
    const clean = mask(text);
    if (clean !== text) masked += 1;
    return clean;
  }

  return {
    apply(envelope) {
      if (isBare(envelope) || isMaskedEvidence(envelope, spelt)) return envelope;
      // The texts of a test case are parts of its pickle's.
      if (envelope.testCase !== undefined && !telling.has(envelope.testCase.pickleId)) return envelope;
      // One pass over the whole text says whether there is anything to do at all.
      const json = JSON.stringify(envelope);
      if (mask(json) === json) return envelope;
      if (envelope.pickle !== undefined) telling.add(envelope.pickle.id);
      return mapTexts(envelope, maskOne) as Envelope;
    },
    get masked() {
      return masked;
    },
  };
}

/** Half of all messages say only that something began or went well. */
function isBare({ testStepStarted, testStepFinished, testCaseStarted, testCaseFinished }: Envelope): boolean {
  if (testStepFinished !== undefined) return testStepFinished.testStepResult.exception === undefined;
  return (testStepStarted ?? testCaseStarted ?? testCaseFinished) !== undefined;
}

/** The steps mask exchanges before they attach them; only a known credential that came by another way is left to find. */
function isMaskedEvidence({ attachment }: Envelope, secrets: readonly string[]): boolean {
  if (attachment?.mediaType !== evidenceMediaType) return false;
  return !secrets.some((secret) => attachment.body.includes(secret));
}

function secretsOf({ contract, credential, credentials, headers }: Session): readonly string[] {
  const policies = [...contract.layer.credentials.values()];
  return [
    ...policies.flatMap(({ known }) => [...known.values()].map(({ value }) => value)),
    ...headers.filter(([name]) => isSecretName(name)).map(([, value]) => value),
    ...[...credentials.values(), ...(credential === null ? [] : [credential])].flatMap(spelling),
  ];
}

/** As it was given, and as it is sent for basic authentication (RFC 7617 §2), with the password alone. */
function spelling(secret: string): readonly string[] {
  const at = secret.indexOf(':');
  if (at === -1) return [secret];
  return [secret, secret.slice(at + 1), Buffer.from(secret).toString('base64')];
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)] as const);
  return { ...Object.fromEntries(entries), ...evidenceBody(value, change) };
}

/** Evidence is JSON in a text; masked as one text, it could end up as JSON no longer. */
function evidenceBody(value: object, change: (text: string) => string): { body?: string } {
  const { mediaType, body } = value as { mediaType?: unknown; body?: unknown };
  if (mediaType !== evidenceMediaType || typeof body !== 'string') return {};
  return { body: JSON.stringify(mapTexts(JSON.parse(body), change)) };
}
