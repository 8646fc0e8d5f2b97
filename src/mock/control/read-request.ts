import type { Operation, Parameter, Violation } from '../../contract/index.ts';
import { nearest } from '../../suggest.ts';
import { parseJson } from '../bodies/json.ts';
import type { RequestBytes } from '../decision.ts';
import type { ControlReply, ControlRequest } from './control.ts';
import { type ProblemPart, problemReply } from './problem-details.ts';

/** A request as it came in, with its operation found. */
export interface Arrived {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly contentType: string | undefined;
  readonly body: RequestBytes;
}

/** Holds a request against the document. */
export function readRequest(arrived: Arrived): ControlRequest | { readonly refused: ControlReply } {
  const parameters = parameterParts(arrived);
  if (parameters.length > 0) return { refused: problemReply(400, parameters) };
  const body = readJson(arrived);
  if ('refused' in body) return body;
  const wrong = bodyParts(arrived.operation, body.value);
  if (wrong.length > 0) return { refused: problemReply(400, wrong) };
  const query = Object.fromEntries([...arrived.query].map(([name, values]) => [name, values.at(-1) ?? '']));
  return { path: arrived.path, query, body: body.value };
}

function parameterParts({ operation, path, query }: Arrived): readonly ProblemPart[] {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const unknown = [...query.keys()].filter((name) => !known.includes(name));
  const textsOf = ({ in: place, name }: Parameter) =>
    place === 'path' ? [path[name] ?? ''] : place === 'query' ? (query.get(name) ?? []) : [];
  const wrong = operation.parameters.flatMap((parameter) => parameter.validate(textsOf(parameter)));
  return [...unknown.map((name) => unknownParameter(name, known)), ...wrong.map(partOf)];
}

function unknownParameter(name: string, known: readonly string[]): ProblemPart {
  const meant = nearest(name, known);
  return {
    code: 'unknown-parameter',
    detail: `Failed to read the query: there is no parameter "${name}".`,
    fix: known.length === 0 ? 'Remove it.' : `Remove it, or use one of: ${known.join(', ')}.`,
    pointer: name,
    ...(meant === null ? {} : { suggestion: meant }),
  };
}

type Read = { readonly value: unknown } | { readonly refused: ControlReply };

function readJson({ operation, contentType, body }: Arrived): Read {
  if (body.kind === 'too-large') return refused(413, 'too-large', 'it is above 1 MB', 'Send less at a time.');
  if (body.kind === 'none') return { value: undefined };
  if (operation.requestBody === null)
    return refused(400, 'unexpected-body', 'this operation takes none', 'Leave it out.');
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    const fix = 'Send it as "Content-Type: application/json", with curl: curl --json.';
    return refused(415, 'not-json', `its type is "${contentType ?? 'none'}"`, fix);
  }
  const parsed = parseJson(body.text);
  return parsed.kind === 'parsed' ? parsed : refused(400, 'malformed-json', parsed.reason, 'Send valid JSON.');
}

function refused(status: number, code: string, why: string, fix: string): Read {
  return { refused: problemReply(status, [{ code, detail: `Failed to read the body: ${why}.`, fix }]) };
}

function bodyParts({ requestBody }: Operation, value: unknown): readonly ProblemPart[] {
  if (requestBody === null) return [];
  if (value === undefined) return requestBody.required ? [missingBody] : [];
  const parts = (requestBody.content.get('application/json')?.validate(value) ?? []).map(partOf);
  // A slip of the pen explains the most: what it leaves missing comes behind it.
  return parts.toSorted((one, other) => Number(other.suggestion !== undefined) - Number(one.suggestion !== undefined));
}

const missingBody: ProblemPart = {
  code: 'missing-body',
  detail: 'Failed to read the body: there is none.',
  fix: 'Send a JSON object as GET /openapi.yaml describes it.',
};

function partOf({ kind, at, field, message, details, in: place }: Violation): ProblemPart {
  const { allowed = '', value = '' } = details;
  const what = place === 'body' ? 'body' : 'request';
  const unknown = kind === 'unknown-field';
  const meant = unknown ? (details['meant'] ?? null) : kind === 'enum' ? nearest(value, allowed.split(', ')) : null;
  return {
    code: unknown ? 'unknown-field' : `wrong-${what}`,
    detail: unknown
      ? `Failed to read the body: there is no field "${field}".`
      : `Failed to read the ${what}: ${message}.`,
    fix: allowed === '' ? 'Write it as GET /openapi.yaml describes it.' : `Use one of: ${allowed}.`,
    pointer: at,
    ...(meant === null ? {} : { suggestion: meant }),
  };
}
