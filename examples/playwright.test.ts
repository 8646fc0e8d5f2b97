/** A page tested against failures in a real browser, with playwright and node:test. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { type Mock, startMock } from 'faultline';
import { type Browser, chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const skip = executablePath === undefined ? 'chromium is not installed here' : false;

/** The page that is tested: it shows how many alerts there are, or what went wrong. */
const page = `<!DOCTYPE html><title>Alerts</title><p id="state">…</p><script>
  const api = new URLSearchParams(location.search).get('api');
  const show = (text) => { document.querySelector('#state').textContent = text; };
  fetch(api + '/alerts', { headers: { 'X-API-Key': 'valid-key-123' } }).then(
    async (answer) => {
      if (answer.ok) return show((await answer.json()).items.length + ' alerts');
      const wait = answer.headers.get('Retry-After');
      show(answer.status + (wait === null ? '' : ', again in ' + wait + ' s'));
    },
    () => show('no answer'),
  );
</script>`;

const site = createServer((_, response) => response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page));
let mock: Mock;
let browser: Browser;

before(async () => {
  if (executablePath === undefined) return;
  await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', resolve));
  mock = await startMock();
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
after(async () => {
  if (executablePath === undefined) return;
  await browser.close();
  await mock.close(0);
  site.closeAllConnections();
  site.close();
});

/** What the page shows when its API does this, one after the other. */
async function shown(...instructions: readonly string[]): Promise<string> {
  const alone = mock.openCase();
  alone.instruct('listAlerts', instructions);
  const tab = await browser.newPage();
  const { port } = site.address() as AddressInfo;
  // The page is of another origin than the API: it sends a preflight, and reads only what CORS lets it.
  await tab.goto(`http://127.0.0.1:${port}/?api=${encodeURIComponent(alone.url)}`);
  await tab.waitForFunction(`document.querySelector('#state').textContent !== '…'`);
  const text = await tab.textContent('#state');
  await tab.close();
  assert.ok(alone.instructions.completed, 'what was asked for has happened');
  return text ?? '';
}

test('the page shows the alerts', { skip }, async () => {
  assert.equal(await shown('pass'), '3 alerts');
});

test('the page says when to come back', { skip }, async () => {
  assert.equal(await shown('return-429-retry-after-7s'), '429, again in 7 s');
});

test('the page says that no answer came', { skip }, async () => {
  // A reset of a connection that had been used before (by the preflight) makes the browser try again, by itself.
  assert.equal(await shown('return-reset-connection'), '3 alerts');
  assert.equal(await shown('return-reset-connection', 'return-reset-connection'), 'no answer');
});

test('no page may use the control API', { skip }, async () => {
  const controlled = await startMock({ control: {} });
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const attempt = `fetch('${controlled.control?.url}/reset', { method: 'POST', mode: 'no-cors' }).then((answer) => answer.type, () => 'refused')`;
  controlled.openCase({ id: 'still-there' });
  await tab.evaluate(attempt);
  assert.ok(controlled.cases.some(({ id }) => id === 'still-there'));
  await tab.close();
  await controlled.close(0);
});
