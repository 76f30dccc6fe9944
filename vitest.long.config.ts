import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import everyChange from './vitest.config.js';

/**
 * What is drawn: `TEST_SEED=123 npm run test:long` draws the same again, and `TEST_DRAWS=400` forty times as much as it
 * does without, which is 400 times as much as `npm test`.
 */
const seed = process.env.TEST_SEED ?? String(randomInt(2 ** 31));
const draws = process.env.TEST_DRAWS ?? '10';
process.stdout.write(`TEST_SEED=${seed} TEST_DRAWS=${draws}\n`);

/** Everything on many more draws, and what takes too long for every change: refits, a real Slurm. */
export default defineConfig({
  test: {
    ...everyChange.test,
    exclude: [],
    env: { TEST_SEED: seed, TEST_DRAWS: draws },
  },
});
