import { headerOf, type RecordedResponse } from '../trace/exchange.ts';
import {
  type BodyContent,
  type DeclaredResponse,
  declaredResponse,
  type Operation,
  type Violation,
} from './contract.ts';

/** One way in which an answer isn't as the contract declares it. */
export interface Defect {
  readonly kind: 'operation' | 'status' | 'media-type' | 'body' | 'header';
  readonly message: string;
}

function mediaTypeOf(response: RecordedResponse): string | null {
  return headerOf(response.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? null;
}

/** What is declared for the media type that an answer has; undefined when nothing is. */
export function contentOf(declared: DeclaredResponse, response: RecordedResponse): BodyContent | undefined {
  const mediaType = mediaTypeOf(response);
  if (mediaType === null) return undefined;
  const [type = ''] = mediaType.split('/');
  return declared.content.get(mediaType) ?? declared.content.get(`${type}/*`) ?? declared.content.get('*/*');
}

function printViolation({ at, message }: Violation): string {
  return `${at === '' ? 'the body' : at} ${message}`;
}

const body = (message: string): Defect => ({ kind: 'body', message });

/** Whoever doesn't say what an error looks like doesn't say that it has no body. */
function isError({ status }: RecordedResponse): boolean {
  return status >= 400;
}

function bodyDefects(response: RecordedResponse, declared: DeclaredResponse): readonly Defect[] {
  const bytes = response.body?.bytes ?? 0;
  if (declared.content.size > 0) return contentDefects(response, declared);
  return bytes === 0 || isError(response) ? [] : [body(`a body of ${bytes} characters where none is declared`)];
}

function contentDefects(response: RecordedResponse, declared: DeclaredResponse): readonly Defect[] {
  const mediaType = mediaTypeOf(response);
  const content = contentOf(declared, response);
  if (content === undefined || mediaType === null) {
    const declaredTypes = [...declared.content.keys()].join(', ');
    return [{ kind: 'media-type', message: `media type "${mediaType ?? 'none'}", declared are ${declaredTypes}` }];
  }
  return /[/+]json$/.test(mediaType) ? jsonDefects(response, content) : [];
}

function jsonDefects(response: RecordedResponse, content: BodyContent): readonly Defect[] {
  // Of a body that is kept in part nothing can be said.
  if (response.body?.cut === true) return [];
  const value = parsed(response.body?.text ?? '');
  if (value === undefined) return [body('a body that is no JSON')];
  return content.validate(value).map((violation) => body(printViolation(violation)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function headerDefects(response: RecordedResponse, declared: DeclaredResponse): readonly Defect[] {
  const header = (message: string): Defect => ({ kind: 'header', message });
  return declared.headers.flatMap(({ name, required, validate }) => {
    const value = headerOf(response.headers, name);
    if (value === undefined) return required ? [header(`no header ${name}`)] : [];
    return validate(value).map((violation) => header(`header ${name} ${violation.message}`));
  });
}

/** What in an answer isn't as the contract declares it: status, media type, body, headers. Empty when it conforms. */
export function defectsOf(operation: Operation | null, response: RecordedResponse): readonly Defect[] {
  if (operation === null)
    return [{ kind: 'operation', message: 'an answer to a request that no operation of the contract takes' }];
  const declared = declaredResponse(operation, response.status);
  if (declared === undefined)
    return [{ kind: 'status', message: `status ${response.status}, which ${operation.id} doesn't declare` }];
  return [...bodyDefects(response, declared), ...headerDefects(response, declared)];
}

/** The same, in words alone. */
export function conformanceDefects(operation: Operation | null, response: RecordedResponse): readonly string[] {
  return defectsOf(operation, response).map(({ message }) => message);
}
