/** Host and port as a URL writes them: IPv6 in brackets; an address that means "all" is reached on loopback. */
export function authorityOf(host: string, port: number): string {
  if (host === '0.0.0.0') return `127.0.0.1:${port}`;
  if (host === '::') return `[::1]:${port}`;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
