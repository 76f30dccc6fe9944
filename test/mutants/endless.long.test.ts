import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { WarmProcess } = (await import(
  new URL('../../scripts/mutants/warm-process.mjs', import.meta.url).href
)) as {
  WarmProcess: new (program: string) => { run(job: object): Promise<string | null>; stop(): void };
};

const path = 'src/statistics/wilson.ts';
const sound = readFileSync(path, 'utf8');

test.each([
  ['where it is asked', sound.replace('share = hits / trials;', '$& for (;;);')],
  ['as its module is loaded', `${sound}\nfor (;;);\n`],
])('a mutant that never ends %s is noticed', async (_, code) => {
  expect(code).not.toBe(sound);
  const process = new WarmProcess('test-run.mjs');
  try {
    const job = { path, code, tests: ['test/statistics/wilson.test.ts'], milliseconds: {} };
    expect(await process.run(job)).toBe('no end');
  } finally {
    process.stop();
  }
});
