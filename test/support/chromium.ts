import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's browser. Playwright brings none: nothing is downloaded for a test. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** Why the tests of pages are skipped, for the name of the suite. */
export const chromiumNote = hasChromium
  ? ''
  : ` (skipped: no ${executablePath}; apt-get install chromium)`;

/** Starts a browser that talks to nobody, however long that takes. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    timeout: 0,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
