import type { HeaderList } from '../exchange.ts';
import { headerLine } from './http-text.ts';
import { objectAtStart } from './object-in-text.ts';
import { asHeaders, type Members } from './values.ts';

/** How a body is sent says nothing of how a text retells it. */
const ofTransport = /^(content-(type|length|encoding)|transfer-encoding|connection|set-cookie)$/i;

/** Header fields of the answer that a text retells, beside those that describe the body; none where it shows none. */
export function headersIn(text: string): HeaderList {
  const fields = [...ofObjects(text), ...ofLines(text)];
  return fields.filter(([name]) => !ofTransport.test(name));
}

/** `headers: {…}` as Node, Python and JSON print it, `HTTPHeaderDict({…})`, `CaseInsensitiveDict({…})`. */
function ofObjects(text: string): HeaderList {
  const starts = [...text.matchAll(/\bheaders?["']?\s*[:=]\s*(?:Headers\s*)?(?:\w*Dict\()?(?=\{)/gi)].slice(0, 4);
  const objects = starts.map(({ index, 0: label }) => objectAtStart(text.slice(index + label.length)));
  return objects.flatMap((object) => (object !== null && isOfAnswer(Object.keys(object)) ? plain(object) : []));
}

function plain(object: Members): HeaderList {
  return asHeaders(Object.fromEntries(Object.entries(object).filter(([, value]) => typeof value !== 'object')));
}

/** Lines of fields below one another, as a debugger or a log shows them. */
function ofLines(text: string): HeaderList {
  const blocks = text.replaceAll('\r', '').matchAll(/(?:^[ \t]*[A-Za-z][A-Za-z\d-]*: ?\S.*\n?){3,}/gm);
  return [...blocks].flatMap(([block]) => {
    const fields = block.split('\n').flatMap((line) => headerLine(line.trim()));
    return isOfAnswer(fields.map(([name]) => name)) ? fields : [];
  });
}

/** Both sides have fields: a server dates and signs its own, a client says what it accepts and who it is. */
function isOfAnswer(names: readonly string[]): boolean {
  const sent = names.some((name) => /^(user-agent|accept|host|authorization)$/i.test(name));
  return (
    !sent &&
    names.some((name) => /^(date|server|content-type|content-length|www-authenticate|retry-after)$/i.test(name))
  );
}
