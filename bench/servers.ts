import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Question, root } from './measure.ts';

/** The alert and user API. */
export const alertsDocument = join(root, 'openapi', 'alerts.openapi.yaml');
/** GitHub's: 13 MB, some 1,200 operations. */
export const githubDocument = join(root, 'node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json');

const program = join(root, 'src', 'cli.ts');
/** What Node.js is given by the first line of the program. */
const programFlags = /^#!.* node (.*)$/m.exec(readFileSync(program, 'utf8'))?.[1]?.split(' ') ?? [];

const prismCli = join(root, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');

/** How each server is started on a port, for a document. */
export const servers = {
  ours: (port: number, document: string, ...flags: readonly string[]) => [
    ...programFlags,
    program,
    'serve',
    document,
    '--port',
    String(port),
    ...flags,
  ],
  prism: (port: number, document: string) => [
    prismCli,
    'mock',
    document,
    '--port',
    String(port),
    '--verboseLevel',
    'silent',
  ],
  backend: (port: number, document: string) => [join(root, 'bench', 'backend-server.ts'), String(port), document],
  bare: (port: number) => [join(root, 'bench', 'bare-server.ts'), String(port)],
} as const;

const key = { 'X-API-Key': 'valid-key-123' };

/** What each server is asked. */
export const questions = {
  list: { method: 'GET', path: '/alerts', headers: key, status: 200 },
  create: {
    method: 'POST',
    path: '/alerts',
    headers: { ...key, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      tenant: 'client-a',
      alert_type: 'PHISHING',
      severity: 'high',
      priority: 1,
      occurred_at: '2026-01-15T08:30:00Z',
      description: 'Three people opened the same attachment.',
    }),
    status: 201,
  },
  repository: { method: 'GET', path: '/repos/octocat/hello-world', headers: {}, status: 200 },
} as const satisfies Record<string, Question>;
