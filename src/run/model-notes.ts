import { neverReleased } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { encodingNotes } from '../engines/qemu/features/compression/encoding.js';
import { freePageNotes } from '../engines/qemu/features/free-page/free-pages.js';
import { cloudHypervisorNotes } from '../engines/cloud-hypervisor/cloud-hypervisor-notes.js';
import type { Scenario } from '../engines/scenario.js';
import { neverReleasedStops } from '../migration/stop-condition-names.js';
import { unreleasedTransfer } from '../engines/qemu/features/multifd/transfer.js';
import type { RunOptions } from './options.js';

/** What a reader of the results has to know about their scenario: said, not hidden. */
export function modelNotes(options: RunOptions, scenario: Scenario): string[] {
  const notes = scenarioNotes(scenario);
  // Options that were given, are recorded, and would matter on a real host.
  if (options.transport === 'rdma') {
    notes.push('--transport rdma is recorded only: a TCP stream is what is modelled');
  }
  return notes;
}

/** What of a scenario was never in a release, or loses pages. */
export function scenarioNotes(scenario: Scenario): string[] {
  if (scenario.vmm === 'cloud-hypervisor') return cloudHypervisorNotes(scenario);
  const { encoding, freePageHint = 'none', migration, transfer, version } = scenario;
  const unreleased = [...neverReleased(migration), ...neverReleasedStops(migration.stopConditions)];
  return [
    ...unreleased.map((what) => `${what}: proposed, never in a release`),
    ...freePageNotes(freePageHint),
    ...unreleasedTransfer(transfer, version),
    ...encodingNotes(encoding, version),
  ];
}
