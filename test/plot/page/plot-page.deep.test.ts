import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../cli/folder.js';
import { spawnProgram } from '../../cli/program.js';
import {
  settled,
  chooseUnit,
  runColors,
  pixelCounts,
  columnCounts,
  picture,
  plotBox,
  dragOver,
  background,
  brightness,
} from '../../support/plot-page.js';
import { chromiumNote, hasChromium, startChromium } from '../../support/chromium.js';

/** The pages of a small comparison: two runs of 4 vCPUs, one of which auto-converges. */
const shared = '--cpus 4 --mem 2 --stress-mem 600 --sleep 3 --max-time 300 --format guestperf';
const evilName = '</script><img src=x onerror="window.wasRun = true">';

describe.skipIf(!hasChromium)(`the page in a browser${chromiumNote}`, () => {
  const folder = temporaryFolder();
  const pageFile = join(folder, 'page.html');
  const problems: string[] = [];
  const requests: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    makePages(folder, pageFile);
    browser = await startChromium();
    page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      colorScheme: 'light',
    });
    page.setDefaultTimeout(0);
    page.on('console', (message) => {
      // Reading pixels is what this test does, not the page.
      if (!message.text().includes('willReadFrequently')) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(pageFile).href);
    await page.waitForSelector('#panel-guest canvas');
    await settled(page);
  });

  afterAll(() => browser?.close());

  test('nothing is wrong in the console, and nothing is fetched but the file', () => {
    expect(problems).toEqual([]);
    expect(requests).toEqual([pathToFileURL(pageFile).href]);
  });

  test.each(['guest', 'throttle', 'remaining', 'rates', 'qemu', 'vcpu'])(
    'the panel %s has lines in the colours of both runs',
    async (panel) => {
      // In ms/GB the run without a throttle lies among the stars.
      if (panel === 'guest') await chooseUnit(page, 'GB/s');
      const columns = await columnCounts(page, panel, await runColors(page, 2));
      for (const count of columns) expect(count).toBeGreaterThan(100);
      if (panel === 'guest') await chooseUnit(page, 'ms/GB');
    },
  );

  test("a scenario's name cannot run, and is shown as it is", async () => {
    expect(await page.locator('.legend .chip').nth(1).textContent()).toBe(`B${evilName}`);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('window.wasRun')).toBeUndefined();
  });

  test('dragging in one panel zooms all, the button and a double click show all again', async () => {
    const all = await picture(page, 'remaining');
    await dragOver(page, 'guest', 0.4, 0.6);
    const zoomed = await picture(page, 'remaining');
    expect(zoomed).not.toBe(all);
    const reset = page.getByRole('button', { name: 'Reset zoom' });
    expect(await reset.isEnabled()).toBe(true);
    await reset.focus();
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await reset.isEnabled()).toBe(false);
    expect(await picture(page, 'remaining')).toBe(all);

    await dragOver(page, 'throttle', 0.2, 0.5);
    expect(await picture(page, 'remaining')).not.toBe(all);
    await page.locator('#panel-guest .u-over').dblclick();
    await settled(page);
    expect(await picture(page, 'remaining')).toBe(all);
  });

  test('a run that is switched off in the legend is not drawn', async () => {
    const [, second] = await runColors(page, 2);
    const chip = page.locator('.legend .chip').nth(1);
    await chip.click();
    await page.mouse.move(5, 5);
    await settled(page);
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    expect(await pixelCounts(page, 'remaining', [second])).toEqual([0]);
    await chip.click();
    await page.mouse.move(5, 5);
    await settled(page);
    expect((await pixelCounts(page, 'remaining', [second]))[0]).toBeGreaterThan(60);
  });

  test('the pointer shows what guestperf-plot shows', async () => {
    const box = await plotBox(page, 'guest');
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    const tooltip = page.locator('.tooltip');
    await tooltip.waitFor({ state: 'visible' });
    expect(await tooltip.textContent()).toMatch(
      /Status active, iteration \d+, throttle \d+ %, dirty rate [\d,.]+ MiB\/s/,
    );
    await page.mouse.move(5, 5);
    await tooltip.waitFor({ state: 'hidden' });
  });

  test('dark mode: by the button, and with the system', async () => {
    const light = await background(page);
    await page.getByRole('button', { name: 'Dark' }).click();
    const dark = await background(page);
    expect(brightness(light)).toBeGreaterThan(200);
    expect(brightness(dark)).toBeLessThan(60);
    await settled(page);
    for (const count of await pixelCounts(page, 'throttle', await runColors(page, 1))) {
      expect(count).toBeGreaterThan(60);
    }
    await page.getByRole('button', { name: 'Auto' }).click();
    expect(await background(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    expect(await background(page)).toBe(dark);
    await page.emulateMedia({ media: 'print' });
    await settled(page);
    const inkOnPaper = await page.evaluate<string>('getComputedStyle(document.body).color');
    expect(brightness(inkOnPaper)).toBeLessThan(60);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await settled(page);
  });

  test('the downtime is shown in parts that fill its bar', async () => {
    const widths = await page
      .locator('#panel-downtime .bar')
      .last()
      .locator('span:not(.limit)')
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().width));
    expect(widths).toHaveLength(6);
    expect(widths.reduce((a, b) => a + b, 0)).toBeGreaterThan(100);
  });

  test('the unit and the logarithmic axis change what is drawn', async () => {
    const before = await picture(page, 'guest');
    await chooseUnit(page, 'GB/s');
    const rates = await picture(page, 'guest');
    expect(rates).not.toBe(before);
    await page.locator('#panel-guest').getByRole('button', { name: 'log' }).click();
    await settled(page);
    expect(await picture(page, 'guest')).not.toBe(rates);
    expect(problems).toEqual([]);
  });
});

function makePages(folder: string, pageFile: string): void {
  const plain = join(folder, 'plain.json');
  const converging = join(folder, 'converging.json');
  made(['run', ...shared.split(' '), '--bandwidth', '100', '--output', plain]);
  made([
    'run',
    ...shared.split(' '),
    '--bandwidth',
    '100',
    '--auto-converge',
    '--output',
    converging,
  ]);
  const report = JSON.parse(readFileSync(converging, 'utf8'));
  report.scenario.name = evilName;
  writeFileSync(converging, JSON.stringify(report));
  made(['plot', plain, converging, '--output', pageFile]);
  expect(statSync(pageFile).size).toBeLessThan(400_000);
}

function made(args: readonly string[]): void {
  const { status, stderr } = spawnProgram(args);
  if (status !== 0) throw new Error(stderr);
}
