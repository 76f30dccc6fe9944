import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mutantsOf } from './mutants.mjs';

/** What decides about every result, and what is concluded from results. */
export const folders = ['sim', 'memory', 'host', 'guest', 'migration', 'statistics'];

/**
 * The mutants of the core and of the statistics.
 *
 * @param {readonly string[]} only parts of paths, of which a file has one; none of them is all files
 */
export function allMutants(only) {
  return folders
    .flatMap((folder) => filesIn(`src/${folder}`))
    .filter((path) => only.length === 0 || only.some((part) => path.includes(part)))
    .flatMap((path) => mutantsOf(path, readFileSync(path, 'utf8')));
}

/** The TypeScript files below a folder. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

/** `count` of the mutants, the same ones for the same seed; a new mutant never shifts the others. */
export function sampleOf(mutants, count, seed) {
  const rank = new Map(
    mutants.map((mutant) => [
      mutant,
      createHash('sha256').update(`${seed}/${mutant.id}`).digest('hex'),
    ]),
  );
  return [...mutants].sort((a, b) => (rank.get(a) < rank.get(b) ? -1 : 1)).slice(0, count);
}
