import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createRealClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { createAuthority } from '../judge/tls.ts';
import { startMock } from '../mock/index.ts';
import { shipped } from '../package.ts';

const trusted = getCACertificates('default');
after(() => setDefaultCACertificates(trusted));

test('an API behind TLS is reached where its certificate is trusted, and refused with 502 where it is not', async () => {
  const contract = await readContract({ documentPath: shipped.document, parseFault });
  const authority = await createAuthority(createRealClock().now());
  const hosts: (string | undefined)[] = [];
  const api = createServer({ key: authority.server.key, cert: authority.server.cert }, (message, response) => {
    hosts.push(message.headers.host);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"user_id":"1"}');
  });
  await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve));
  const { port } = api.address() as AddressInfo;
  const mock = await startMock({ contract, upstream: { url: `https://localhost:${port}` } });
  try {
    const distrusted = await fetch(`${mock.url}/users/1`);
    assert.equal(distrusted.status, 502);
    assert.match(await distrusted.text(), /UNABLE_TO_VERIFY|SELF_SIGNED/);
    setDefaultCACertificates([...trusted, readFileSync(authority.path, 'utf8')]);
    const answer = await fetch(`${mock.url}/users/1`);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '{"user_id":"1"}');
    assert.deepEqual(hosts, [`localhost:${port}`]);
  } finally {
    await mock.close(0);
    api.closeAllConnections();
    api.close();
    await authority.close();
  }
});
