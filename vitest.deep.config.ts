import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import everyChange from './vitest.config.js';

/** Test files that `npm test` leaves out, and those of which it runs a part only. */
const deepFiles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name}`)
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.long.test.ts'))
  .filter(
    (file) =>
      file.endsWith('.deep.test.ts') ||
      /\b(isDeep\b|deep(Ones)?\()/.test(readFileSync(file, 'utf8')),
  );

/** What `npm test` has no time for, and CI has. */
export default defineConfig({
  test: { ...everyChange.test, include: deepFiles, exclude: [], env: { TEST_DEEP: '1' } },
});
