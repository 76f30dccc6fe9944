import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mutatedText } from './mutants.mjs';
import { digests } from './test-order.mjs';
import { WarmProcess } from './warm-process.mjs';

/** Where mutants are tried, one after the other: the digests first, which are quick, then tests. */
export class Bench {
  #digests = new WarmProcess('digest-run.mjs');
  #tests = new WarmProcess('test-run.mjs');
  #order;
  #milliseconds;

  /**
   * @param {import('./test-order.mjs').TestOrder} order
   * @param {ReadonlyMap<string, number>} milliseconds work of each test file without a change
   */
  constructor(order, milliseconds) {
    this.#order = order;
    this.#milliseconds = Object.fromEntries(
      [...milliseconds].map(([file, ms]) => [resolve(file), ms]),
    );
  }

  /**
   * What notices a mutant; null if nothing does.
   *
   * @param {import('./mutants.mjs').Mutant} mutant
   */
  async noticedBy(mutant) {
    const { path } = mutant;
    const job = { path, code: mutatedText(readFileSync(path, 'utf8'), mutant) };
    const tests = this.#order.testsOf(path);
    const isInMigrations = tests.includes(digests);
    const noticed = isInMigrations ? await this.#digests.run(job) : null;
    const others = tests.filter((test) => test !== digests);
    if (noticed !== null || others.length === 0) return noticed;
    return this.#tests.run({ ...job, tests: others, milliseconds: this.#milliseconds });
  }

  stop() {
    this.#digests.stop();
    this.#tests.stop();
  }
}
