import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('test-run.mjs', import.meta.url));

/** More memory than any test needs: a list that grows for ever ends early. */
const memoryMb = 1500;

/** A process that runs tests, which is warm for the next mutant. */
export class TestProcess {
  #child = null;
  #milliseconds;

  /** @param {ReadonlyMap<string, number>} milliseconds work of each test file without a change */
  constructor(milliseconds) {
    this.#milliseconds = Object.fromEntries(
      [...milliseconds].map(([file, ms]) => [resolve(file), ms]),
    );
  }

  /**
   * Runs tests until the first one fails.
   *
   * @param {{ path: string, code: string | null, tests: readonly string[] }} job what stands in the file;
   *   null leaves it as it is
   * @param {(file: string, ms: number) => void} tested told of each test file that has run
   * @returns {Promise<string | null>} which one failed, or what else ended them; null if all passed
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
      child.send({ ...job, milliseconds: this.#milliseconds });
    });
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #started() {
    if (this.#child !== null) return this.#child;
    this.#child = fork(program, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${memoryMb}`],
    });
    await once(this.#child, 'message');
    return this.#child;
  }
}
