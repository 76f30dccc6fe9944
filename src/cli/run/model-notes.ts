import { neverReleased } from '../../scenario/convergence-mode.js';
import type { Scenario } from '../../scenario/scenario.js';
import { unreleasedTransfer } from '../../scenario/transfer.js';
import type { RunOptions } from './options.js';

/** What a reader of the results has to know about their scenario: said, not hidden. */
export function modelNotes(options: RunOptions, scenario: Scenario): string[] {
  const { migration, transfer, version } = scenario;
  const notes = neverReleased(migration).map((what) => `${what}: proposed, never in a release`);
  notes.push(...unreleasedTransfer(transfer, version));
  // Options that were given, are recorded, and would matter on a real host.
  if (options.dirtyRingSize > 0) {
    notes.push('--dirty-ring-size is recorded only: the dirty bitmap is what is modelled');
  }
  if (options.transport === 'rdma') {
    notes.push('--transport rdma is recorded only: a TCP stream is what is modelled');
  }
  return notes;
}
