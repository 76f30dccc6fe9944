import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../cli/folder.js';
import { spawnProgram } from '../../cli/program.js';
import { overlappingTexts, paleTexts } from '../../support/page-checks.js';
import { chromiumNote, hasChromium, startChromium } from '../../support/chromium.js';

const swept = '--mem 1 --cpus 2 --max-iters 3 --stress-mem 32,900 --downtime 1,300 --seed 1..2';

describe.skipIf(!hasChromium)(`a heat map in a browser${chromiumNote}`, () => {
  const folder = temporaryFolder();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const html = join(folder, 'sweep.html');
    const { status, stderr } = spawnProgram(['sweep', ...swept.split(' '), '--html', html]);
    if (status !== 0) throw new Error(stderr);
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.setDefaultTimeout(0);
    await page.goto(pathToFileURL(html).href);
    await page.waitForSelector('.heat');
  });

  afterAll(() => browser?.close());

  const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');

  test('arrows move among the cells, and the cell that has the focus says its spread', async () => {
    await page.locator('.heat td[tabindex="0"]').focus();
    expect(await focused()).toMatch(/^stress-mem 32 MiB, downtime 1 ms: /);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toMatch(/^stress-mem 32 MiB, downtime 300 ms: [\d,]+ ms$/);
    const tooltip = await page.locator('.tooltip').textContent();
    expect(tooltip).toMatch(/Total time [\d,.]+ ms(, [\d,.]+ to [\d,.]+)?2 runs, all completed/);
    expect(tooltip).toContain(
      'guestperf-sim run --cpus 2 --mem 1 --max-iters 3 --stress-mem 32 --downtime 300 --seed 1',
    );
    await page.keyboard.press('End');
    await page.keyboard.press('PageDown');
    expect(await focused()).toMatch(/^stress-mem 900 MiB, downtime 300 ms/);
    await page.keyboard.press('Escape');
    await page.locator('.tooltip').waitFor({ state: 'hidden' });
  });

  test('Enter and a click show the runs of a cell', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const details = page.locator('#details');
    expect(await details.locator('h2').textContent()).toBe('stress-mem 32 MiB, downtime 300 ms');
    expect(await details.locator('.run b').allTextContents()).toEqual(['seed 1', 'seed 2']);
    // The keys stay where they were.
    expect(await focused()).toMatch(/^stress-mem 32 MiB, downtime 300 ms/);
    await page.locator('.heat tbody td').last().click();
    expect(await details.locator('h2').textContent()).toBe('stress-mem 900 MiB, downtime 300 ms');
    expect(await details.locator('.run .status').first().textContent()).toBe('cancelled');
    expect(await overlappingTexts(page)).toEqual([]);
    expect(await paleTexts(page)).toEqual([]);
  });

  test('the metric can be changed; a cell without completed runs has no number', async () => {
    expect(await page.locator('.heat tbody td').last().textContent()).toBe('– (0/2)');
    await page.getByRole('button', { name: 'Completed' }).press('Enter');
    expect(await page.locator('#panel-heat h2').textContent()).toBe('Completed, %');
    expect(await page.locator('.heat tbody td').last().textContent()).toBe('0 (0/2)');
    expect(await page.locator('.heat td[aria-selected="true"]').count()).toBe(1);
  });

  test('the colours follow the button', async () => {
    const color = () =>
      page
        .locator('.heat tbody td')
        .first()
        .evaluate((cell) => cell.style.background);
    const light = await color();
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(await color()).not.toBe(light);
    await page.getByRole('button', { name: 'Auto' }).click();
    expect(await color()).toBe(light);
  });
});
