import type { Page } from 'playwright-core';

/** Functions of the page that the checks below share. */
const helpers = `
  const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (text) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = text;
    pixel.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (front, back) =>
    [0, 1, 2].map((at) => front[at] * front[3] + back[at] * (1 - front[3])).concat(1);
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const backgroundOf = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) {
      layers.unshift(rgba(getComputedStyle(at).backgroundColor));
    }
    return layers.reduce((back, front) => over(front, back), [255, 255, 255, 1]);
  };
  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const visiblePart = (rect, element) => {
    let { left, top, right, bottom } = rect;
    for (let at = element; at !== null; at = at.parentElement) {
      if (getComputedStyle(at).overflowX === 'visible') continue;
      const box = at.getBoundingClientRect();
      left = Math.max(left, box.left);
      right = Math.min(right, box.right);
      top = Math.max(top, box.top);
      bottom = Math.min(bottom, box.bottom);
    }
    return right - left < 1 || bottom - top < 1 ? null : { left, top, right, bottom };
  };
  const shownTexts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() === '' || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName)) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const part = visiblePart(rect, element);
        if (part !== null) found.push({ node, text: node.data.trim(), element, ...part });
      }
    }
    return found;
  };
`;

/** Pairs of texts of a page of which one lies on the other. */
export function overlappingTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {${helpers}
    const texts = shownTexts().sort((a, b) => a.top - b.top);
    const found = [];
    for (const [at, one] of texts.entries()) {
      for (const other of texts.slice(at + 1)) {
        if (other.top > one.bottom) break;
        if (one.node !== other.node && meet(one, other)) found.push(one.text + ' | ' + other.text);
      }
    }
    return found;
  })()`);
}

/** Texts of a page that are too hard to read: WCAG asks for a contrast of 4.5. */
export function paleTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {${helpers}
    const pale = shownTexts().flatMap(({ element, text }) => {
      const back = backgroundOf(element);
      const ratio = contrast(over(rgba(getComputedStyle(element).color), back), back);
      return ratio < 4.5 ? [text + ': ' + ratio.toFixed(2)] : [];
    });
    return [...new Set(pale)];
  })()`);
}

/** Whether something of a page lies beyond its right edge. */
export function isWiderThanWindow(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
}

/** What can be operated and is not reached by Tab, or does not show that it has the focus. */
export async function beyondKeyboard(page: Page): Promise<string[]> {
  const count = await page.evaluate<number>(`(() => {
    const operable = 'button:not(:disabled), summary, a[href], select, input, [tabindex="0"]';
    window.missed = new Set([...document.querySelectorAll(operable)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0,
    ));
    return window.missed.size;
  })()`);
  const unseen: string[] = [];
  for (let press = 0; press < count + 2; press++) {
    await page.keyboard.press('Tab');
    const problem = await page.evaluate<string | null>(`(() => {
      const { activeElement: at } = document;
      window.missed.delete(at);
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const isSeen = at === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
      return isSeen ? null : 'no outline: ' + at.outerHTML.slice(0, 80);
    })()`);
    if (problem !== null) unseen.push(problem);
  }
  const missed = await page.evaluate<string[]>(
    `[...window.missed].map((element) => 'not reached: ' + element.outerHTML.slice(0, 80))`,
  );
  return [...unseen, ...missed];
}

/** Presses a button of a menu that keeps a picture, and reads the file. */
export async function savedPicture(
  page: Page,
  panel: string,
  form: 'SVG' | 'PNG',
): Promise<Buffer> {
  const menu = page.locator(`${panel} .save`);
  await menu.locator('summary').focus();
  await page.keyboard.press('Enter');
  const downloading = page.waitForEvent('download');
  await menu.getByRole('button', { name: form }).press('Enter');
  const stream = await (await downloading).createReadStream();
  return Buffer.concat(await stream.toArray());
}

/** What is wrong with the texts of a picture: such as lie on each other, leave it, or are pale. */
export function pictureProblems(page: Page, svg: string): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {${helpers}
    const holder = document.createElement('div');
    holder.style.cssText = 'position: absolute; top: 0; left: 0; width: max-content';
    holder.innerHTML = ${JSON.stringify(svg)};
    document.body.append(holder);
    const picture = holder.querySelector('svg');
    const bounds = picture.getBoundingClientRect();
    const patches = [...picture.querySelectorAll('rect[fill]')].map((element) => ({
      element,
      ...element.getBoundingClientRect().toJSON(),
    }));
    // What was drawn last before a text is what it stands on.
    const under = ({ element, left, right, top, bottom }) =>
      rgba(patches.findLast((patch) =>
        patch.element.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING &&
        patch.left <= (left + right) / 2 && (left + right) / 2 <= patch.right &&
        patch.top <= (top + bottom) / 2 && (top + bottom) / 2 <= patch.bottom,
      ).element.getAttribute('fill'));
    const texts = [...picture.querySelectorAll('text')].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const spare = (bottom - top) / 6;
      return { element, left, right, top: top + spare, bottom: bottom - spare };
    });
    const found = texts.flatMap((one, at) => {
      const name = one.element.textContent;
      const isOut = one.left < bounds.left - 1 || one.right > bounds.right + 1;
      const ratio = contrast(rgba(one.element.getAttribute('fill')), under(one));
      return [
        ...(isOut ? [name + ' leaves the picture'] : []),
        ...(ratio < 4.5 ? [name + ' is pale'] : []),
        ...texts.slice(at + 1).filter((other) => meet(one, other))
          .map((other) => name + ' | ' + other.element.textContent),
      ];
    });
    holder.remove();
    return found;
  })()`);
}
