import type { HeaderList } from '../../trace/exchange.ts';

/** Fields that speak of one connection (RFC 9110 §7.6.1), and those that are for a proxy alone. */
const hopByHop = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
]);

/** The fields without those of the connection, those included that `Connection` names. */
function endToEnd(headers: HeaderList): HeaderList {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()));
  const gone = new Set([...hopByHop, ...named]);
  return headers.filter(([name]) => !gone.has(name.toLowerCase()));
}

/** What a request says of its way here. */
export interface Way {
  /** Of the API behind: `host:port`, without the port where it is the scheme's own. */
  readonly authority: string;
  /** Of the peer. */
  readonly address: string;
  /** As the client wrote it. */
  readonly host: string | undefined;
  /** Our name in `Via`. */
  readonly pseudonym: string;
  readonly httpVersion: string;
  /** How the client came: `http` or `https`. */
  readonly proto: string;
  /** Fields that only we read. */
  readonly own: ReadonlySet<string>;
  /** They replace the client's of the same name. */
  readonly added: HeaderList;
}

/** The request's fields as they go on: `Host` of the API behind, `Forwarded` and `Via` with this hop (RFC 7239, RFC 9110 §7.6.3). */
export function requestHeaders(headers: HeaderList, way: Way): HeaderList {
  const replaced = new Set(way.added.map(([name]) => name.toLowerCase()));
  const passed = endToEnd(headers).filter(([name]) => {
    const lower = name.toLowerCase();
    return lower !== 'host' && lower !== 'via' && lower !== 'forwarded' && !way.own.has(lower) && !replaced.has(lower);
  });
  const lengths = headers.filter(([name]) => name.toLowerCase() === 'transfer-encoding');
  const takesTrailers = listOf(headers, 'te').some((coding) => /^trailers$/i.test(coding));
  return [
    ['Host', way.authority],
    ...passed,
    ...way.added,
    // The framing of the next connection is ours; a body of unknown length stays one.
    ...(lengths.length > 0 ? ([['Transfer-Encoding', 'chunked']] as const) : []),
    ...(takesTrailers
      ? ([
          ['TE', 'trailers'],
          ['Connection', 'keep-alive, TE'],
        ] as const)
      : []),
    ['Forwarded', [...listOf(headers, 'forwarded'), forwardedElement(way)].join(', ')],
    ['Via', [...listOf(headers, 'via'), viaElement(way)].join(', ')],
  ];
}

/** The answer's fields as they go back. */
export function responseHeaders(
  headers: HeaderList,
  { pseudonym, httpVersion }: Pick<Way, 'pseudonym' | 'httpVersion'>,
): HeaderList {
  const passed = endToEnd(headers).filter(([name]) => name.toLowerCase() !== 'via');
  return [...passed, ['Via', [...listOf(headers, 'via'), viaElement({ pseudonym, httpVersion })].join(', ')]];
}

/** Whether a request has been here before. */
export function hasPassed(headers: HeaderList, pseudonym: string): boolean {
  return listOf(headers, 'via').some((element) => element.split(/\s+/)[1] === pseudonym);
}

function listOf(headers: HeaderList, name: string): readonly string[] {
  return headers
    .filter(([candidate]) => candidate.toLowerCase() === name)
    .flatMap(([, value]) => value.split(',').map((element) => element.trim()))
    .filter((element) => element !== '');
}

function viaElement({ pseudonym, httpVersion }: Pick<Way, 'pseudonym' | 'httpVersion'>): string {
  return `${httpVersion} ${pseudonym}`;
}

function forwardedElement({ address, host, proto }: Way): string {
  const node = address.includes(':') ? `"[${address}]"` : address;
  const parts = [
    `for=${node === '' ? 'unknown' : node}`,
    ...(host === undefined ? [] : [`host=${quoted(host)}`]),
    `proto=${proto}`,
  ];
  return parts.join(';');
}

/** A token as it is, anything else in quotes (RFC 9110 §5.6.4). */
function quoted(value: string): string {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(value) ? value : `"${value.replace(/[\\"]/g, (letter) => `\\${letter}`)}"`;
}
