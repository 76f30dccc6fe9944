import { knownName } from '../input/known-name.js';
import type { CandidateKind } from './candidate.js';
import { autoConverge } from './kinds/auto-converge.js';
import { dirtyLimit } from './kinds/dirty-limit.js';
import { multifd } from './kinds/multifd.js';
import { plainPrecopy } from './kinds/plain.js';
import { postcopy } from './kinds/postcopy.js';
import { xbzrle } from './kinds/xbzrle.js';

/** The ways that are tried, in the order in which they are told. */
export const candidateKinds: readonly CandidateKind[] = [
  plainPrecopy,
  multifd,
  autoConverge,
  xbzrle,
  dirtyLimit,
  postcopy,
];

/** The kinds that `--without` can leave out: all but plain precopy. */
export const optionalKinds: readonly string[] = candidateKinds.slice(1).map(({ name }) => name);

/** @throws InputError naming `subject` if a way cannot be left out */
export function optionalKind(name: string, subject: string): string {
  return knownName(name, optionalKinds, { subject, problem: 'is not a way that is tried' });
}
