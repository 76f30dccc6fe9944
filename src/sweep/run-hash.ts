import { createHash } from 'node:crypto';
import type { SweepRun } from './sweep-plan.js';

/** A number that depends on what a run is: its point, seed and repeat, not its place in the sweep. */
export function runHash({ point, seed, repeat }: SweepRun): number {
  const canonical = JSON.stringify([Object.entries(point), seed, repeat]);
  return createHash('sha256').update(canonical).digest().readUIntBE(0, 6);
}

/** The mark of a sweep: 16 hexadecimal digits of everything that its results follow from. */
export function sweepId(parts: Iterable<unknown>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${JSON.stringify(part)}\n`);
  return hash.digest('hex').slice(0, 16);
}
