import { cloudHypervisorNotes } from '../engines/cloud-hypervisor/notes.js';
import { qemuNotes } from '../engines/qemu/notes.js';
import type { Scenario } from '../engines/scenario.js';

/** What of a scenario was never in a release, or loses pages: said, not hidden. */
export function scenarioNotes(scenario: Scenario): string[] {
  return scenario.vmm === 'qemu' ? qemuNotes(scenario) : cloudHypervisorNotes(scenario);
}

/** The notes of a scenario, and of options that are recorded and would matter on a real host. */
export function modelNotes(
  { transport }: { readonly transport: string | null },
  scenario: Scenario,
): string[] {
  const notes = scenarioNotes(scenario);
  if (transport === 'rdma') {
    notes.push('--transport rdma is recorded only: a TCP stream is what is modelled');
  }
  return notes;
}
