import type { BodyContent, RequestBody } from '../../contract/contract.ts';

/** `text/html; charset=utf-8` → `text/html`; null for what is no media type. */
export function bareType(text: string | undefined): string | null {
  const [bare = ''] = (text ?? '').split(';', 1);
  const type = bare.trim().toLowerCase();
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+$/.test(type) ? type : null;
}

/** What the document says about bodies of this type: exactly, by range, or for all. */
export function contentFor({ content }: RequestBody, type: string): BodyContent | undefined {
  const [kind] = type.split('/', 1);
  return content.get(type) ?? content.get(`${kind}/*`) ?? content.get('*/*');
}

/** Whether bodies of this type are JSON. */
export function isJson(type: string): boolean {
  return /[/+]json$/.test(type);
}
