import { type DeclaredResponse, declaredResponse, type Operation, type Violation } from '../contract/contract.ts';
import { headerOf, type RecordedResponse } from '../trace/exchange.ts';
import { jsonOf } from './error-message.ts';

function mediaTypeOf(response: RecordedResponse): string | null {
  return headerOf(response.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? null;
}

function contentFor(declared: DeclaredResponse, mediaType: string) {
  const [type = ''] = mediaType.split('/');
  return declared.content.get(mediaType) ?? declared.content.get(`${type}/*`) ?? declared.content.get('*/*');
}

function printViolation({ at, message }: Violation): string {
  return `${at === '' ? 'the body' : at} ${message}`;
}

/** Whoever doesn't say what an error looks like doesn't say that it has no body. */
function isError({ status }: RecordedResponse): boolean {
  return status >= 400;
}

function bodyDefects(response: RecordedResponse, declared: DeclaredResponse): readonly string[] {
  const text = response.body?.text ?? '';
  if (declared.content.size > 0) return contentDefects(response, declared);
  return text === '' || isError(response) ? [] : [`a body of ${text.length} characters where none is declared`];
}

function contentDefects(response: RecordedResponse, declared: DeclaredResponse): readonly string[] {
  const mediaType = mediaTypeOf(response);
  const content = mediaType === null ? undefined : contentFor(declared, mediaType);
  if (content === undefined || mediaType === null)
    return [`media type "${mediaType ?? 'none'}", declared are ${[...declared.content.keys()].join(', ')}`];
  if (!/[/+]json$/.test(mediaType)) return [];
  const body = jsonOf(response);
  return body === undefined ? ['a body that is no JSON'] : content.validate(body).map(printViolation);
}

function headerDefects(response: RecordedResponse, declared: DeclaredResponse): readonly string[] {
  return declared.headers.flatMap((header) => {
    const value = headerOf(response.headers, header.name);
    if (value === undefined) return header.required ? [`no header ${header.name}`] : [];
    return header.validate(value).map((violation) => `header ${header.name} ${violation.message}`);
  });
}

/** What in an answer isn't as the contract declares it: status, media type, body, headers. Empty when it conforms. */
export function conformanceDefects(operation: Operation | null, response: RecordedResponse): readonly string[] {
  if (operation === null) return ['an answer to a request that no operation of the contract takes'];
  const declared = declaredResponse(operation, response.status);
  if (declared === undefined) return [`status ${response.status}, which ${operation.id} doesn't declare`];
  return [...bodyDefects(response, declared), ...headerDefects(response, declared)];
}
