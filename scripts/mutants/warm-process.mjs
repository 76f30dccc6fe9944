import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** More memory than any test needs: a list that grows for ever ends early. */
const memoryMb = 1500;

/** A process that looks at one mutant after the other, and is warm for the next one. */
export class WarmProcess {
  #child = null;
  #program;

  /** @param {string} program the script beside this one that it runs */
  constructor(program) {
    this.#program = fileURLToPath(new URL(program, import.meta.url));
  }

  /**
   * Has a job done.
   *
   * @param {object} job as the program takes it
   * @param {(file: string, ms: number) => void} tested told of each test file that has run, and its work
   * @returns {Promise<string | null>} what noticed the mutant; null if nothing did
   */
  async run(job, tested = () => {}) {
    const child = await this.#started();
    return new Promise((done) => {
      const finish = (outcome, isOver) => {
        child.removeAllListeners();
        if (isOver) this.stop();
        done(outcome);
      };
      child.on('message', (message) => {
        if (message.kind === 'file') tested(message.file, message.ms);
        else if (message.kind === 'endless') finish('no end', true);
        else finish(message.noticed, false);
      });
      child.on('exit', () => finish('a crash', true));
      child.send(job);
    });
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #started() {
    if (this.#child !== null) return this.#child;
    // What a long run of tests is told is not for the tests of mutants.
    const { TEST_DEEP: _, TEST_DRAWS: __, TEST_SEED: ___, ...env } = process.env;
    this.#child = fork(this.#program, {
      env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST'))),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${memoryMb}`],
    });
    // One that ends before it is ready says nothing more.
    const isReady = await Promise.race([
      once(this.#child, 'message').then(() => true),
      once(this.#child, 'exit').then(() => false),
    ]);
    if (!isReady) throw new Error(`${this.#program} does not start`);
    return this.#child;
  }
}
