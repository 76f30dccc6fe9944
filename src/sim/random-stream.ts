import seedrandom from 'seedrandom';

/** A named source of random numbers: the same name gives the same sequence. */
export class RandomStream {
  private readonly uniformGenerator: () => number;
  /** The second of two that were drawn together; not a number where there is none. */
  private spareNormal = NaN;

  constructor(name: string) {
    this.uniformGenerator = seedrandom.alea(name);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.uniformGenerator();
  }

  /** Fills an array with numbers as `normal` gives them one by one. */
  fillNormal(numbers: Float64Array): void {
    for (let index = 0; index < numbers.length; index++) numbers[index] = this.normal();
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    const spare = this.spareNormal;
    if (!Number.isNaN(spare)) {
      this.spareNormal = NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        this.spareNormal = y * scale;
        return x * scale;
      }
    }
  }
}

/**
 * The random streams of one run, one for each cause: `seed/repeat/cause`. A new cause never shifts
 * the numbers of another one.
 */
export class RandomStreams {
  constructor(
    private readonly seed: string,
    private readonly repeat: number,
  ) {}

  stream(cause: string): RandomStream {
    return new RandomStream(`${this.seed}/${this.repeat}/${cause}`);
  }
}
