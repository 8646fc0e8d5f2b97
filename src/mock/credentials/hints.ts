import type { SecurityNeed } from '../../contract/contract.ts';
import type { CredentialPolicy } from '../../contract/failure-layer.ts';
import type { Passage } from '../gates/gate.ts';

/** Where a known credential stands that should stand elsewhere; never the credential itself. */
export function hintAboutMissing(
  need: SecurityNeed,
  { request }: Passage,
  policy: CredentialPolicy | undefined,
): string {
  const known = [...(policy?.known.keys() ?? [])];
  const holdsKnown = (text: string) => known.some((value) => text.includes(value));
  const header = request.rawHeaders.find(([name, value]) => holdsKnown(value) && name.toLowerCase() !== 'cookie');
  if (header !== undefined) return `; a known one is in header "${header[0]}"`;
  for (const [name, values] of request.query) if (values.some(holdsKnown)) return `; a known one is in query "${name}"`;
  if (request.body.kind === 'text' && holdsKnown(request.body.text)) return '; a known one is in the body';
  return request.headers[need.name.toLowerCase()] === undefined ? '' : '; it is blank';
}

/** What pasting may have added to a credential, or left out. */
export function hintAboutUnknown(value: string, { known }: CredentialPolicy): string {
  const bare = value.replace(/[^\x21-\x7e]|["'`]/g, '');
  if (bare !== value && known.has(bare)) return '; without its white space and quotes it would be known';
  const whole = [...known.keys()];
  if (value.length >= 4 && whole.some((one) => one.startsWith(value) || one.endsWith(value))) {
    return '; it is a part of a known one';
  }
  return '';
}
