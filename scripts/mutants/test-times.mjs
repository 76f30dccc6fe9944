import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WarmProcess } from './warm-process.mjs';

/**
 * How much work each test file is without any change, ms. All of them have to pass.
 *
 * @param {string | undefined} file remembers them for the next time
 * @returns {Promise<Map<string, number>>}
 */
export async function testTimes(tests, file) {
  if (file !== undefined && existsSync(file)) {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8'))));
  }
  const process = new WarmProcess('test-run.mjs');
  const names = new Map(tests.map((test) => [resolve(test), test]));
  const times = new Map();
  const job = { path: 'src/sim/time.ts', code: null, tests };
  const failed = await process.run(job, (test, ms) => times.set(names.get(test), Math.round(ms)));
  process.stop();
  if (failed !== null) throw new Error(`without any change: ${failed}`);
  if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(times), null, 1));
  return times;
}
