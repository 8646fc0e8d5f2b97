import type { BodyContent, RequestBody } from '../../contract/contract.ts';

/** `text/html; charset=utf-8` → `text/html`; null for what is no media type. */
export function bareType(text: string | undefined): string | null {
  if (text === undefined) return null;
  const known = kept.get(text);
  if (known !== undefined) return known;
  const type = readType(text);
  if (kept.size >= mostKept) kept.clear();
  if (text.length <= longestKept) kept.set(text, type);
  return type;
}

const mostKept = 1000;
const longestKept = 128;
const kept = new Map<string, string | null>();

function readType(text: string): string | null {
  const [bare = ''] = text.split(';', 1);
  const type = bare.trim().toLowerCase();
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+$/.test(type) ? type : null;
}

/** What the document says about bodies of this type: exactly, by range, or for all. */
export function contentFor({ content }: RequestBody, type: string): BodyContent | undefined {
  const exact = content.get(type);
  if (exact !== undefined) return exact;
  const [kind] = type.split('/', 1);
  return content.get(`${kind}/*`) ?? content.get('*/*');
}

/** Whether bodies of this type are JSON. */
export function isJson(type: string): boolean {
  return /[/+]json$/.test(type);
}
