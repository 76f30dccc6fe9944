import type { Page } from 'playwright-core';

/** Two frames: uPlot draws after the task that changed something. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
}

export async function chooseUnit(page: Page, unit: string): Promise<void> {
  await page.locator('#panel-guest').getByRole('button', { name: unit }).click();
  await page.mouse.move(5, 5);
  await settled(page);
}

/** The colours of the first runs, as red, green and blue. */
export async function runColors(page: Page, count: number): Promise<number[][]> {
  const texts = await page.evaluate<string[]>(
    `Array.from({ length: ${count} }, (_, at) =>
      getComputedStyle(document.documentElement).getPropertyValue('--run-' + (at + 1)).trim())`,
  );
  return texts.map((text) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)));
}

/** How many pixels of a panel's canvas have each colour, or nearly so. */
export async function pixelCounts(
  page: Page,
  panel: string,
  colors: number[][],
): Promise<number[]> {
  return page.evaluate<number[]>(`(() => {
    const canvas = document.querySelector('#panel-${panel} canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return ${JSON.stringify(colors)}.map((color) => {
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        const isNear = color.every((part, index) => Math.abs(data[at + index] - part) < 12);
        if (isNear && data[at + 3] > 200) count++;
      }
      return count;
    });
  })()`);
}

/**
 * How many columns of a panel's canvas have each colour. Stars and names of statuses, which stand on
 * the floor and under the ceiling of the guest's panel, do not count.
 */
export async function columnCounts(
  page: Page,
  panel: string,
  colors: number[][],
): Promise<number[]> {
  const [from, until] = panel === 'guest' ? [0.15, 0.8] : [0, 1];
  return page.evaluate<number[]>(`(() => {
    const canvas = document.querySelector('#panel-${panel} canvas');
    const { width, height } = canvas;
    const top = Math.round(height * ${from});
    const rows = Math.round(height * ${until}) - top;
    const { data } = canvas.getContext('2d').getImageData(0, top, width, rows);
    return ${JSON.stringify(colors)}.map((color) => {
      const columns = new Set();
      for (let at = 0; at < data.length; at += 4) {
        const isNear = color.every((part, index) => Math.abs(data[at + index] - part) < 12);
        if (isNear && data[at + 3] > 200) columns.add((at / 4) % width);
      }
      return columns.size;
    });
  })()`);
}

/** What a panel's canvas shows, for comparison. */
export async function picture(page: Page, panel: string): Promise<string> {
  return page.evaluate<string>(`document.querySelector('#panel-${panel} canvas').toDataURL()`);
}

export async function plotBox(page: Page, panel: string) {
  const plot = page.locator(`#panel-${panel} .u-over`);
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error(`${panel} is not shown`);
  return box;
}

export async function dragOver(
  page: Page,
  panel: string,
  from: number,
  until: number,
): Promise<void> {
  const { x, y, width, height } = await plotBox(page, panel);
  await page.mouse.move(x + width * from, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * until, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(5, 5);
  await settled(page);
}

export async function background(page: Page): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
}

export function brightness(rgb: string): number {
  const parts = [...rgb.matchAll(/\d+/g)].slice(0, 3).map(([text]) => Number(text));
  return parts.reduce((sum, part) => sum + part, 0) / 3;
}
