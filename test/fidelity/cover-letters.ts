import { suiteMode } from '../../src/validate/cover-letter.js';
import {
  loadPublishedReference,
  type PublishedRun,
} from '../../src/validate/published-reference.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { loadSuite } from '../../src/settings/suite-file.js';
import { type RunNumber, suiteScenario } from '../../src/settings/suite.js';
import { simulate } from '../../src/engines/simulate.js';

export type CoverLetter = 'cover-letter-v1' | 'cover-letter-v2';

/** Simulates a cell of a cover letter on its own test bed, once for each of `numbers`. */
export function simulateCell(
  letter: CoverLetter,
  stressMib: number,
  mode: string,
  numbers: readonly RunNumber[],
): MigrationResult[] {
  const suite = loadSuite(letter);
  const host = loadHostProfile(suite.host);
  const cell = { load: { name: '', stressMem: stressMib }, mode: suiteMode(suite, mode) };
  return numbers.map((number) => simulate(suiteScenario(suite, host, cell, number)));
}

/** The published runs of a cell of a cover letter. */
export function publishedRuns(
  letter: CoverLetter,
  stressMib: number,
  mode: string,
): readonly PublishedRun[] {
  const { cells } = loadPublishedReference(loadSuite(letter).reference ?? '');
  const cell = cells.find((one) => one.stress_mem_mb === stressMib && one.mode === mode);
  if (cell === undefined) throw new Error(`${letter} has no cell ${stressMib}MB, ${mode}`);
  return cell.runs;
}

/** The runs that `--seed 1 --repeat count` stands for. */
export function repeatsOf(count: number): RunNumber[] {
  return Array.from({ length: count }, (_, index) => ({ seed: '1', repeat: index + 1 }));
}

/** One run of each of the seeds "1", "2", ... */
export function seedsUpTo(count: number): RunNumber[] {
  return Array.from({ length: count }, (_, index) => ({ seed: String(index + 1), repeat: 1 }));
}
