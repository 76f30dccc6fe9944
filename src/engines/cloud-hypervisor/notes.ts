import type { CloudHypervisorScenario } from '../scenario.js';
import { cloudHypervisorRules } from './cloud-hypervisor-rules.js';

/** What of a migration by Cloud Hypervisor was never in a release, or loses pages. */
export function cloudHypervisorNotes({ settings, version }: CloudHypervisorScenario): string[] {
  const rules = cloudHypervisorRules[version];
  const { vhostUserInFlight, vhostUserMem, workerFault } = settings;
  const drains = vhostUserMem !== null && vhostUserInFlight > 0;
  return [
    ...(version.startsWith('cyberus') ? [`${version}: a fork, never in an upstream release`] : []),
    ...(rules.dirtyLogWorker ? ['DirtyLogWorker: proposed 2026, never merged'] : []),
    ...(workerFault === null ? [] : [`--worker-fault ${workerFault}: a fault is injected`]),
    ...(drains && !rules.passAfterSnapshot
      ? [
          `${version} sends nothing of what vhost-user devices write while their state is taken; ` +
            'those pages are lost (a pass for them came with v53)',
        ]
      : []),
  ];
}
