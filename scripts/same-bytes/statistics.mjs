/** Counts lines and how they ended, and tells on the way how far the work has come. */
export class Statistics {
  #total;
  #done = 0;
  #startedAt = performance.now();
  /** Exit codes with their counts, by command and kind of line. */
  #exits = new Map();

  constructor(total) {
    this.#total = total;
  }

  add({ command, isGood }, { base }) {
    this.#done++;
    const kind = `${command} ${isGood ? 'good' : 'bad'}`;
    const exits = this.#exits.get(kind) ?? new Map();
    this.#exits.set(kind, exits);
    // Of several steps the last one is what the line is about.
    const exit = base.get('exit').split('\n').at(-1);
    exits.set(exit, (exits.get(exit) ?? 0) + 1);
    if (this.#done % 50 === 0)
      console.error(`${this.#done} of ${this.#total}, ${this.#seconds()} s`);
  }

  /** Exit codes by command, and the number of differences. */
  summary(differences) {
    const rows = [...this.#exits].sort(([left], [right]) => (left < right ? -1 : 1));
    const lines = rows.map(([kind, exits]) => {
      const counts = [...exits].sort().map(([exit, count]) => `${exit}: ${count}`);
      return `  ${kind.padEnd(18)}${counts.join('  ')}`;
    });
    const title =
      'exit codes of BASE (0 done, 1 lost pages, 2 refused, 3 not converged, 4 threshold):';
    const lasted = `${this.#done} lines in ${this.#seconds()} s: ${differences} differ`;
    return [title, ...lines, lasted].join('\n');
  }

  #seconds() {
    return Math.round((performance.now() - this.#startedAt) / 1000);
  }
}
