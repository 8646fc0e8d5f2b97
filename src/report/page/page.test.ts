import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { sampleResult } from '../fixtures/sample-result.ts';
import { nasty } from '../fixtures/sample-scenario.ts';
import { renderHtml } from '../render-html.ts';
import { executablePath, focused, found, hash, openBrowser, ready, shown, type Visits } from './fixtures/visits.ts';

const skip = existsSync(executablePath) ? false : `needs a browser at ${executablePath}`;

const folder = mkdtempSync(join(tmpdir(), 'faultline-report-'));
const file = join(folder, 'index.html');
const packedFile = join(folder, 'packed.html');
let report: Visits;

before(async () => {
  if (skip !== false) return;
  writeFileSync(file, renderHtml(sampleResult()));
  writeFileSync(packedFile, renderHtml(sampleResult(142), { deflate: deflateRawSync }));
  report = await openBrowser(pathToFileURL(file).href, pathToFileURL(folder).href);
});

after(async () => {
  await report?.close();
  rmSync(folder, { recursive: true });
});

test('opens from disk, runs its script, loads nothing and says nothing', { skip }, async () => {
  await report.visit('', async (page) => {
    assert.equal(await found(page), '20 scenarios');
    assert.match(await page.title(), /^broken: Alert and user API/);
    assert.equal(await page.locator('button[data-do=copy]').count(), await page.locator('.cmd').count());
  });
});

test('texts that look like markup stay texts', { skip }, async () => {
  await report.visit('', async (page) => {
    assert.deepEqual(await page.evaluate('[document.scripts.length, document.images.length]'), [1, 0]);
    assert.match(
      (await page.locator('.n', { hasText: 'alert(1)' }).textContent()) ?? '',
      /^<\/script><script>alert\(1\)<\/script>.*\[U\+202E\]gnp/,
    );
    assert.ok(nasty.includes('\u202E'));
  });
});

test('a cell of the matrix filters the list, and going back undoes it', { skip }, async () => {
  await report.visit('', async (page) => {
    await page.locator('.matrix td.broken a').first().click();
    assert.equal(hash(page), '#operation=createAlert&failure=400');
    assert.equal(await found(page), '1 of 20 scenarios');
    assert.equal(await shown(page).locator('.n').textContent(), 'Fields that are missing are named');
    assert.equal(await page.locator('.matrix td.on').count(), 1);
    await page.goBack();
    assert.equal(await found(page), '20 scenarios');
  });
});

test('an operation and a failure have to be met together', { skip }, async () => {
  await report.visit('#operation=getUser&failure=400', async (page) => {
    assert.equal(await found(page), '0 of 20 scenarios');
    await page.getByText('No scenario fits these filters.').waitFor();
  });
});

test('the search looks into everything, takes every word, and stands in the address', { skip }, async () => {
  await report.visit('', async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('outlasts RETRY-AFTER');
    assert.equal(await found(page), '1 of 20 scenarios');
    assert.equal(hash(page), '#q=outlasts+RETRY-AFTER');
    await page.keyboard.press('Escape');
    assert.equal(await found(page), '20 scenarios');
  });
});

test('the address restores every filter after a reload', { skip }, async () => {
  await report.visit('#verdict=broken&tag=%40S3', async (page) => {
    assert.equal(await found(page), '1 of 20 scenarios');
    await page.locator('[name=tag]').selectOption('');
    assert.equal(await found(page), '2 of 20 scenarios');
    await page.reload();
    await ready(page);
    assert.equal(await found(page), '2 of 20 scenarios');
    assert.equal(await page.locator('[name=verdict]').inputValue(), 'broken');
  });
});

test('a feature is chosen whatever its name', { skip }, async () => {
  await report.visit('', async (page) => {
    await page.locator('[name=feature]').selectOption('Strings <b>that</b> bite');
    assert.equal(await found(page), '1 of 20 scenarios');
  });
});

test('keys move through the list, open, close and find what is broken', { skip }, async () => {
  await report.visit('#verdict=broken', async (page) => {
    const [first, second] = await shown(page).evaluateAll((items) => items.map(({ id }) => id));
    await page.keyboard.press('j');
    assert.equal(await focused(page), first);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), second);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.s[open]').getAttribute('id'), first);
    await page.keyboard.press('b');
    assert.equal(await focused(page), second);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.s[open]').getAttribute('id'), first);
    await page.keyboard.press('Escape');
    assert.equal(await found(page), '20 scenarios');
  });
});

test('the keys are explained in a dialog that Escape closes', { skip }, async () => {
  await report.visit('', async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
});

test('a link to a scenario opens it, and leads from what is broken to it and on to its runbook', { skip }, async () => {
  await report.visit('#verdict=kept', async (page) => {
    await page.locator('#what-is-broken a[href^="#s-"]').first().click();
    const open = page.locator('.s[open]');
    assert.equal(await open.locator('.n').textContent(), 'Fields that are missing are named');
    await open.locator('a[href="#runbook-malformed-request"]').click();
    await page.getByText('Capture the exact JSON').waitFor();
  });
});

test('a command is copied whole', { skip }, async () => {
  await report.visitWith({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const command = page.locator('#what-is-broken .cmd').first();
    const before = await command.evaluate((block) => block.firstChild?.textContent);
    await command.locator('button').click();
    await command.getByText('Copied').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), before);
  });
});

test('the theme follows the system, and the reader', { skip }, async () => {
  const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await report.visitWith({ colorScheme: 'dark' }, async (page) => {
    const dark = await background(page);
    await page.locator('[data-do=theme]').click();
    assert.notEqual(await background(page), dark);
    const name = () => page.locator('[data-do=theme]').textContent();
    // The browser hands what is stored to a storage of its own, and a page that is loaded at once may be ahead of it.
    for (let loads = 0; loads === 0 || (loads < 5 && (await name()) === 'Theme: auto'); loads += 1) {
      await page.reload();
      await ready(page);
    }
    assert.equal(await name(), 'Theme: light');
    await page.locator('[data-do=theme]').click();
    assert.equal(await background(page), dark);
  });
});

test('on a phone nothing is wider than the screen but the tables in their boxes', { skip }, async () => {
  await report.visitWith({ viewport: { width: 390, height: 844 } }, async (page) => {
    await page.getByText('Open all shown').click();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    const column = page.locator('.matrix tbody th').first();
    const before = await column.boundingBox();
    await page
      .locator('.scroll')
      .first()
      .evaluate((box) => box.scrollTo({ left: 300 }));
    assert.equal((await column.boundingBox())?.x, before?.x);
  });
});

test('on paper everything that the filters show is open, and closed again afterwards', { skip }, async () => {
  await report.visit('#verdict=broken', async (page) => {
    assert.equal(await page.locator('.s:not([hidden])[open]').count(), 0);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print' });
    await page.getByText('AssertionError: expected').first().waitFor();
    await page.locator('nav').waitFor({ state: 'hidden' });
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    await page.emulateMedia({ media: null });
    assert.equal(await page.locator('.s[open]').count(), 0);
  });
});

test('without a script everything can still be read', { skip }, async () => {
  await report.visitWith({ javaScriptEnabled: false }, async (page) => {
    await page.locator('.s>summary').nth(1).click();
    await page.getByText('AssertionError: expected').first().waitFor();
  });
});

test('landmarks, names of controls and the number of hits are there for a screen reader', { skip }, async () => {
  await report.visit('', async (page) => {
    for (const role of ['main', 'navigation', 'search', 'banner'] as const)
      assert.equal(await page.getByRole(role).count(), 1, role);
    for (const label of ['Search', 'Verdict', 'Operation', 'Failure', 'Feature', 'Tag'])
      assert.equal(
        await page.getByRole(label === 'Search' ? 'searchbox' : 'combobox', { name: label }).count(),
        1,
        label,
      );
    assert.equal(await page.locator('output').getAttribute('aria-live'), 'polite');
    assert.ok((await page.getByRole('region', { name: 'Failures by operation' }).count()) >= 1);
    const headings = await page.locator('main>section>h2').allInnerTexts();
    assert.ok(headings.length >= 9);
  });
});

test('packed details are unpacked where they belong, and found', { skip }, async () => {
  await report.visit('', async (page) => {
    await page.goto(`${pathToFileURL(packedFile).href}#q=outlasts+retry-after`);
    await ready(page);
    assert.equal(await found(page), '1 of 150 scenarios');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await shown(page).getByText('rule "overloaded": hit 1 of 3').first().waitFor();
    const links = await page
      .locator('.s')
      .evaluateAll((items) => items.map((item) => [`#${item.id}`, item.querySelector('.w a')?.getAttribute('href')]));
    assert.equal(links.length, 150);
    for (const [own, href] of links) assert.equal(href, own);
  });
});

test('the matrix fits a screen of 1280; on a smaller one the page says how many columns are to the right', {
  skip,
}, async () => {
  const boxes =
    'Array.from(document.querySelectorAll("#failures-by-operation .scroll"), (box) => box.scrollWidth - box.clientWidth)';
  await report.visit('', async (page) => {
    assert.deepEqual(await page.evaluate(boxes), [0, 0]);
    assert.equal(await page.locator('.more').count(), 0);
  });
  await report.visitWith({ viewport: { width: 620, height: 800 } }, async (page) => {
    const note = page.locator('#failures-by-operation .more').first();
    assert.match((await note.textContent()) ?? '', /^→ \d+ more columns? to the right/);
    await page
      .locator('#failures-by-operation .scroll')
      .first()
      .evaluate((box) => box.scrollTo({ left: 5000 }));
    await page.waitForFunction('!document.querySelector("#failures-by-operation .scroll").classList.contains("cut")');
  });
});
