import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { sampleResult } from '../fixtures/sample-result.ts';
import { nasty } from '../fixtures/sample-scenario.ts';
import { renderHtml } from '../render-html.ts';

const executablePath = '/usr/bin/chromium';
const skip = existsSync(executablePath) ? false : `needs a browser at ${executablePath}`;

const folder = mkdtempSync(join(tmpdir(), 'faultline-report-'));
const file = join(folder, 'index.html');
const address = pathToFileURL(file).href;
const result = sampleResult();
const packedFile = join(folder, 'packed.html');
const viewport = { width: 1280, height: 900 };
let browser: Browser | null = null;
let tab: Page | null = null;

before(async () => {
  if (skip !== false) return;
  writeFileSync(file, renderHtml(result));
  writeFileSync(packedFile, renderHtml(sampleResult(142), { deflate: deflateRawSync }));
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  tab = await browser.newPage({ viewport });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Opens the page, and fails on anything it says in the console or asks of the network. */
async function visit(hash: string, act: (page: Page) => Promise<void>): Promise<void> {
  assert.ok(tab);
  // Only then does the next address load the page anew: a new hash alone doesn't.
  await tab.goto('about:blank');
  await watch(tab, async (page) => {
    await page.goto(address + hash);
    await ready(page);
    await act(page);
  });
}

/** The same in a browser that is set up in its own way, and that remembers nothing of the other tests. */
async function visitWith(options: BrowserContextOptions, act: (page: Page) => Promise<void>): Promise<void> {
  assert.ok(browser);
  const context = await browser.newContext({ viewport, ...options });
  try {
    await watch(await context.newPage(), async (page) => {
      await page.goto(address);
      if (options.javaScriptEnabled !== false) await ready(page);
      await act(page);
    });
  } finally {
    await context.close();
  }
}

async function watch(page: Page, act: (page: Page) => Promise<void>): Promise<void> {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(pathToFileURL(folder).href) && !url.startsWith('data:')) said.push(url);
  });
  page.on('dialog', (dialog) => said.push(dialog.message()));
  try {
    await act(page);
    assert.deepEqual(said, []);
  } finally {
    await page.removeAllListeners(undefined, { behavior: 'wait' });
  }
}

const ready = (page: Page) => page.locator('html[data-ready]').waitFor({ state: 'attached' });
const shown = (page: Page) => page.locator('.s:not([hidden])');
/** What the page counts, once it has answered the last click: a new address is told to it in a turn of its own. */
const found = async (page: Page) => {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return page.locator('output').textContent();
};
const focused = (page: Page) =>
  page.evaluate('document.activeElement.closest(".s")?.id ?? document.activeElement.name');
const hash = (page: Page) => new URL(page.url()).hash;

test('opens from disk, runs its script, loads nothing and says nothing', { skip }, async () => {
  await visit('', async (page) => {
    assert.equal(await found(page), '20 scenarios');
    assert.match(await page.title(), /^broken: Alert and user API/);
    assert.equal(await page.locator('button[data-do=copy]').count(), await page.locator('.cmd').count());
  });
});

test('texts that look like markup stay texts', { skip }, async () => {
  await visit('', async (page) => {
    assert.deepEqual(await page.evaluate('[document.scripts.length, document.images.length]'), [1, 0]);
    assert.match(
      (await page.locator('.n', { hasText: 'alert(1)' }).textContent()) ?? '',
      /^<\/script><script>alert\(1\)<\/script>.*\[U\+202E\]gnp/,
    );
    assert.ok(nasty.includes('\u202E'));
  });
});

test('a cell of the matrix filters the list, and going back undoes it', { skip }, async () => {
  await visit('', async (page) => {
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
  await visit('#operation=getUser&failure=400', async (page) => {
    assert.equal(await found(page), '0 of 20 scenarios');
    assert.ok(await page.getByText('No scenario fits these filters.').isVisible());
  });
});

test('the search looks into everything, takes every word, and stands in the address', { skip }, async () => {
  await visit('', async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('outlasts RETRY-AFTER');
    assert.equal(await found(page), '1 of 20 scenarios');
    assert.equal(hash(page), '#q=outlasts+RETRY-AFTER');
    await page.keyboard.press('Escape');
    assert.equal(await found(page), '20 scenarios');
  });
});

test('the address restores every filter after a reload', { skip }, async () => {
  await visit('#verdict=broken&tag=%40S3', async (page) => {
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
  await visit('', async (page) => {
    await page.locator('[name=feature]').selectOption('Strings <b>that</b> bite');
    assert.equal(await found(page), '1 of 20 scenarios');
  });
});

test('keys move through the list, open, close and find what is broken', { skip }, async () => {
  await visit('#verdict=broken', async (page) => {
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
  await visit('', async (page) => {
    await page.keyboard.press('?');
    assert.ok(await page.getByRole('dialog').isVisible());
    await page.keyboard.press('Escape');
    assert.ok(await page.getByRole('dialog').isHidden());
  });
});

test('a link to a scenario opens it, and leads from what is broken to it and on to its runbook', { skip }, async () => {
  await visit('#verdict=kept', async (page) => {
    await page.locator('#what-is-broken a[href^="#s-"]').first().click();
    const open = page.locator('.s[open]');
    assert.equal(await open.locator('.n').textContent(), 'Fields that are missing are named');
    await open.locator('a[href="#runbook-malformed-request"]').click();
    assert.ok(await page.getByText('Capture the exact JSON').isVisible());
  });
});

test('a command is copied whole', { skip }, async () => {
  await visitWith({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const command = page.locator('#what-is-broken .cmd').first();
    const before = await command.evaluate((block) => block.firstChild?.textContent);
    await command.locator('button').click();
    await command.getByText('Copied').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), before);
  });
});

test('the theme follows the system, and the reader', { skip }, async () => {
  const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await visitWith({ colorScheme: 'dark' }, async (page) => {
    const dark = await background(page);
    await page.locator('[data-do=theme]').click();
    assert.notEqual(await background(page), dark);
    await page.reload();
    await ready(page);
    assert.equal(await page.locator('[data-do=theme]').textContent(), 'Theme: light');
    await page.locator('[data-do=theme]').click();
    assert.equal(await background(page), dark);
  });
});

test('on a phone nothing is wider than the screen but the tables in their boxes', { skip }, async () => {
  await visitWith({ viewport: { width: 390, height: 844 } }, async (page) => {
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
  await visit('#verdict=broken', async (page) => {
    assert.equal(await page.locator('.s:not([hidden])[open]').count(), 0);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.getByText('AssertionError: expected').first().isVisible());
    assert.ok(await page.locator('nav').isHidden());
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    await page.emulateMedia({ media: null });
    assert.equal(await page.locator('.s[open]').count(), 0);
  });
});

test('without a script everything can still be read', { skip }, async () => {
  await visitWith({ javaScriptEnabled: false }, async (page) => {
    await page.locator('.s>summary').nth(1).click();
    assert.ok(await page.getByText('AssertionError: expected').first().isVisible());
  });
});

test('landmarks, names of controls and the number of hits are there for a screen reader', { skip }, async () => {
  await visit('', async (page) => {
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
  await visit('', async (page) => {
    await page.goto(`${pathToFileURL(packedFile).href}#q=outlasts+retry-after`);
    await ready(page);
    assert.equal(await found(page), '1 of 150 scenarios');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    assert.ok(await shown(page).getByText('rule "overloaded": hit 1 of 3').first().isVisible());
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
  await visit('', async (page) => {
    assert.deepEqual(await page.evaluate(boxes), [0, 0]);
    assert.equal(await page.locator('.more').count(), 0);
  });
  await visitWith({ viewport: { width: 620, height: 800 } }, async (page) => {
    const note = page.locator('#failures-by-operation .more').first();
    assert.match((await note.textContent()) ?? '', /^→ \d+ more columns? to the right/);
    await page
      .locator('#failures-by-operation .scroll')
      .first()
      .evaluate((box) => box.scrollTo({ left: 5000 }));
    await page.waitForFunction('!document.querySelector("#failures-by-operation .scroll").classList.contains("cut")');
  });
});
