import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { chromiumNote, hasChromium, startChromium } from '../support/chromium.js';
import {
  beyondKeyboard,
  isWiderThanWindow,
  overlappingTexts,
  paleTexts,
  pictureProblems,
  savedPicture,
} from '../support/page-checks.js';
import { deepOnes, isDeep, quickOnes } from '../support/draws.js';
import { settled } from '../support/plot-page.js';

const guest = '--cpus 2 --mem 1 --sleep 3 --max-time 60 --bandwidth 100 --max-iters 100';
const loads = [100, 200, 300, 400, 500];
const seeds = '--seed 1..2 --stress-mem 100,400 --downtime 100,300';

/** The kinds of pages, and how one is made in a folder of reports and results. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'one run': ['plot', '500.json'],
  'two runs': ['plot', '100.json', '500.json'],
  'five runs': ['plot', ...loads.map((load) => `${load}.json`)],
  'results without lines': ['plot', 'sweep.ndjson'],
  'heat maps': [
    'merge',
    'sweep.ndjson',
    '--pivot',
    'downtime:stress-mem:downtime',
    '--pivot',
    'iterations:seed:downtime',
  ],
  'a trend': ['compare', '--history', 'history'],
};

const windows = [
  { width: 1400, height: 900 },
  { width: 420, height: 800 },
] as const;
const schemes = ['light', 'dark'] as const;

/** A folder for what the pages look like, for people; none without. */
const shots = process.env['SCREENSHOTS'];

/** Without `npm run test:long`, wide windows are light and narrow ones dark: each window and each scheme once. */
const allLooks = Object.keys(kinds).flatMap((kind) =>
  windows.flatMap((size) =>
    quickOnes(schemes, (scheme) => (scheme === 'light') === size.width > 1000).map((scheme) => ({
      kind,
      size,
      scheme,
      name: `${kind}, ${size.width} px, ${scheme}` as const,
    })),
  ),
);
const looks = deepOnes(allLooks, ({ name }) => name === 'two runs, 1400 px, light');

describe.skipIf(!hasChromium)(`every kind of page${chromiumNote}`, () => {
  const folder = temporaryFolder();
  let browser: Browser;

  beforeAll(async () => {
    for (const load of loads) {
      const args = `run ${guest} --auto-converge --stress-mem ${load} --format guestperf --output ${load}.json`;
      await made(args.split(' '));
    }
    await made(`sweep ${guest} --auto-converge ${seeds} --output sweep.ndjson`.split(' '));
    mkdirSync(join(folder, 'history'));
    for (const [at, ofBuild] of ['1..3', '4..6', '7..9'].entries()) {
      const args = `run ${guest} --auto-converge --seed ${ofBuild} --stress-mem 400 --format ndjson --output history/${at}.ndjson`;
      await made(args.split(' '));
    }
    for (const [kind, args] of Object.entries(kinds)) {
      if (!looks.some((look) => look.kind === kind)) continue;
      await made([...args, args[0] === 'plot' ? '--output' : '--html', fileOf(kind)]);
    }
    if (shots !== undefined) mkdirSync(shots, { recursive: true });
    browser = await startChromium();
  });

  afterAll(() => browser?.close());

  test.each(looks)('$name: readable, in the window, operable by keys, offline', async (look) => {
    const { kind, size, scheme, name } = look;
    const page = await browser.newPage({ viewport: size, colorScheme: scheme });
    const requests: string[] = [];
    const problems: string[] = [];
    page.setDefaultTimeout(0);
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    const address = pathToFileURL(join(folder, fileOf(kind))).href;
    await page.goto(address);
    await page.waitForSelector('h1');
    await settled(page);
    if (shots !== undefined) await shoot(page, join(shots, `${name.replaceAll(/\W+/g, '-')}.png`));
    expect(await overlappingTexts(page)).toEqual([]);
    expect(await paleTexts(page)).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
    expect(await beyondKeyboard(page)).toEqual([]);
    for (const id of await panelIds(page)) {
      const svg = (await savedPicture(page, `#${id}`, 'SVG')).toString();
      expect({ id, problems: await pictureProblems(page, svg) }).toEqual({ id, problems: [] });
    }
    expect(problems).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([address]);
    await page.close();
  });

  test.runIf(isDeep)('a picture is a PNG too, of twice the pixels', async () => {
    const page = await browser.newPage({ viewport: windows[0] });
    await page.goto(pathToFileURL(join(folder, fileOf('two runs'))).href);
    await settled(page);
    const png = await savedPicture(page, '#panel-throttle', 'PNG');
    const svg = (await savedPicture(page, '#panel-throttle', 'SVG')).toString();
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(svg)?.[1]));
    expect(svg).toContain('<title>Throttle, %: Migrations by working set</title>');
    expect(svg).toContain('Simulated: host generic-10g, QEMU 10.2');
    await page.close();
  });

  async function made(args: readonly string[]): Promise<void> {
    const paths = args.map((arg) =>
      /\.(nd)?json$|\.html$|^history$/.test(arg) ? join(folder, arg) : arg,
    );
    const { code, err } = await run(paths);
    // 4: a trend that gets worse is a trend.
    if (code !== 0 && code !== 4) throw new Error(err);
  }
});

function fileOf(kind: string): string {
  return `${kind.replaceAll(' ', '-')}.html`;
}

function panelIds(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('.panel:has(.save)')].map(({ id }) => id)`,
  );
}

async function shoot(page: Page, file: string): Promise<void> {
  writeFileSync(file, await page.screenshot({ fullPage: true }));
}
