import { join } from 'node:path';
import { type Question, root } from './measure.ts';

const document = join(root, 'openapi', 'alerts.openapi.yaml');
const prismCli = join(root, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');

/** How each server is started on a port. */
export const servers = {
  ours: (port: number, ...flags: readonly string[]) => [
    join(root, 'src', 'cli.ts'),
    'serve',
    document,
    '--port',
    String(port),
    ...flags,
  ],
  prism: (port: number) => [prismCli, 'mock', document, '--port', String(port), '--verboseLevel', 'error'],
  bare: (port: number) => [join(root, 'bench', 'bare-server.ts'), String(port)],
} as const;

/** What every one of them answers with 200 and a user. */
export const question: Question = { path: '/users/1', headers: { 'X-API-Key': 'valid-key-123' } };
