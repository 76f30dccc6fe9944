import type { StrategyDefinition } from './strategy-definition.js';

/** A strategy as a scenario has it: a program in a text, which any thread can bring to life. */
export interface StrategySource {
  /** As it was named: for errors. */
  readonly file: string;
  /** 16 hexadecimal digits of the file's content. */
  readonly hash: string;
  readonly source: string;
}

/** A strategy that was brought to life for one migration: nothing that it remembers outlives it. */
export interface StrategyInstance {
  readonly definition: StrategyDefinition;
  /** Lets it do so much work from now on. */
  allowWork(units: number): void;
  /** What is left of it; negative if it was to do more. */
  readonly workLeft: number;
}

/** What brings a strategy to life, by the hash of its file. */
const known = new Map<string, () => StrategyInstance>();

/** From now on, `strategyInstance` knows the strategy. */
export function registerStrategy(hash: string, create: () => StrategyInstance): void {
  known.set(hash, create);
}

export function isRegistered(hash: string): boolean {
  return known.has(hash);
}

/** A fresh instance. @throws RangeError if nobody has loaded it in this thread */
export function strategyInstance(hash: string): StrategyInstance {
  const create = known.get(hash);
  if (create === undefined) throw new RangeError(`the strategy ${hash} was not loaded`);
  return create();
}
