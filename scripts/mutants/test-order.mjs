import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { filesIn } from './sources.mjs';

/** Where the tests of the core and the statistics are, and quick ones that run whole migrations. */
const testFolders =
  'digests sim memory host guest migration statistics engines compare validate explain'.split(' ');

/** A test that runs hundreds of migrations, each of which nearly everything has a part in. */
export const digests = 'test/digests/digests.test.ts';

/**
 * Says in which order tests are to look at a change of a file: the test of its name, tests that import it
 * themselves, and then those that come upon it, the nearest first. Slow tests of other files are not asked.
 */
export class TestOrder {
  #tests = testFolders
    .map((folder) => `test/${folder}`)
    .filter((folder) => existsSync(folder))
    .flatMap(filesIn)
    .filter((path) => path.endsWith('.test.ts') && !/\.(deep|long)\.test\.ts$/.test(path));
  #imports = new Map();
  #milliseconds;
  #slowestMs;
  #farthest;

  /**
   * @param {ReadonlyMap<string, number>} milliseconds work of each test file without a change
   * @param {{ slowestMs: number, farthest: number }} limits of tests that are named for another file: their
   *   work, and over how many imports they come upon the file
   */
  constructor(milliseconds, { slowestMs, farthest }) {
    this.#milliseconds = milliseconds;
    this.#slowestMs = slowestMs;
    this.#farthest = farthest;
  }

  get tests() {
    return this.#tests;
  }

  /** The tests that a change of `path` can fail, in the order in which they are run. */
  testsOf(path) {
    const mirrored = path.replace(/^src\//, 'test/').replace(/\.ts$/, '');
    return this.#tests
      .map((test) => {
        const isMirror = test === `${mirrored}.test.ts` || test.startsWith(`${mirrored}-`);
        return { test, rank: isMirror ? 0 : this.#distance(test, path) };
      })
      .filter(({ test, rank }) => rank < Infinity && (rank === 0 || this.#isAsked(test, rank)))
      .sort((a, b) => a.rank - b.rank || this.#time(a.test) - this.#time(b.test))
      .map(({ test }) => test);
  }

  #isAsked(test, distance) {
    const isNear = distance <= this.#farthest && this.#time(test) <= this.#slowestMs;
    return test === digests || isNear;
  }

  #time(test) {
    return this.#milliseconds.get(test) ?? 0;
  }

  /** Over how many imports a test comes upon a file. */
  #distance(test, path) {
    const seen = new Set([test]);
    let ring = [test];
    for (let distance = 0; ring.length > 0; distance++) {
      if (ring.includes(path)) return distance;
      ring = [...new Set(ring.flatMap((file) => this.#importsOf(file)))].filter(
        (file) => !seen.has(file),
      );
      for (const file of ring) seen.add(file);
    }
    return Infinity;
  }

  #importsOf(file) {
    if (!this.#imports.has(file)) this.#imports.set(file, importsOf(file));
    return this.#imports.get(file);
  }
}

/** The files that a file imports for more than their types. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)\b(?! type)[^;]*?from '(\.[^']+)\.js';/gm)]
    .map(([, name]) => normalize(join(dirname(file), `${name}.ts`)))
    .filter((path) => existsSync(path));
}
