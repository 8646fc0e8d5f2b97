/** A mock in a process of its own, for soak and fuzz: tells its memory and its sockets to the process that started it. */
import { join } from 'node:path';
import { readContract } from '../src/contract/index.ts';
import { parseFault } from '../src/faults/index.ts';
import { startMock } from '../src/mock/index.ts';
import type { FromMock } from './mock-process.ts';

const unlimited = 'valid-key-123';

const tell = (message: FromMock) => void process.send?.(message);
const document = join(import.meta.dirname, '..', 'openapi', 'alerts.openapi.yaml');
const contract = await readContract({ documentPath: document, parseFault });
const rateLimits = contract.layer.rateLimits.map((limit) => ({
  ...limit,
  exceptCredentials: [...limit.exceptCredentials, unlimited],
}));
const mock = await startMock({
  contract: { ...contract, layer: { ...contract.layer, rateLimits } },
  onWarning: (warning) => tell({ kind: 'warning', warning }),
});

process.on('message', () => {
  const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const { rss, heapUsed } = process.memoryUsage();
  tell({ kind: 'state', state: { rssBytes: rss, heapBytes: heapUsed, sockets, cases: mock.cases.length } });
});
process.once('disconnect', () => void mock.close(0));
tell({ kind: 'ready', url: mock.url });
