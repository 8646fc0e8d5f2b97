/** Whether an address is one of those listed, or lies in one of the CIDR blocks listed. */
export function isListed(address: string, list: readonly string[]): boolean {
  const number = parseAddress(address);
  return list.some((entry) => entry === address || (number !== null && contains(entry, number)));
}

/** IPv4 addresses are numbers of 128 bits too, where IPv6 maps them (RFC 4291 §2.5.5.2). */
const mapped = 0xffff_0000_0000n;

function contains(entry: string, address: bigint): boolean {
  const [text = '', length] = entry.split('/');
  const start = parseAddress(text);
  if (start === null) return false;
  const bits = text.includes(':') ? 128 : 32;
  const free = BigInt(bits - (length === undefined ? bits : Number(length)));
  return start >> free === address >> free;
}

/** An address as a number of 128 bits; null for what is none. */
export function parseAddress(text: string): bigint | null {
  const [plain = ''] = text.split('%', 1);
  if (!plain.includes(':')) {
    const low = parseIpv4(plain);
    return low === null ? null : mapped + low;
  }
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (dotted === null) return parseIpv6(plain);
  const low = parseIpv4(dotted[2] ?? '');
  return low === null ? null : parseIpv6(`${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | null {
  const [head = '', tail, more] = text.split('::');
  const groups = (side: string) => (side === '' ? [] : side.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const missing = 8 - before.length - after.length;
  if (more !== undefined || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...before, ...Array<string>(missing).fill('0'), ...after];
  if (!all.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return null;
  return all.reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n);
}
