import { engineOf } from '../engines/engines.js';
import type { Scenario } from '../engines/scenario.js';

/** What of a scenario was never in a release, or loses pages: said, not hidden. */
export function scenarioNotes(scenario: Scenario): readonly string[] {
  return engineOf(scenario).notes(scenario);
}

/** The notes of a scenario, and of options that are recorded and would matter on a real host. */
export function modelNotes(
  { transport }: { readonly transport: string | null },
  scenario: Scenario,
): readonly string[] {
  const notes = scenarioNotes(scenario);
  if (transport !== 'rdma') return notes;
  return [...notes, '--transport rdma is recorded only: a TCP stream is what is modelled'];
}

/** What is said where nobody has named a host: the default is made for comparisons. */
export function genericHostNote({ host, vmm }: Scenario): string {
  const testBed = vmm === 'qemu' ? 'smartx-v1' : 'cloud-hypervisor-lab';
  return (
    `note: ${host.name} is not a real pair of hosts: good for comparing, not for predicting; ` +
    `--host ${testBed} is a published test bed, others: guestperf-sim help hosts`
  );
}
