import { cloudHypervisor } from './cloud-hypervisor/cloud-hypervisor-engine.js';
import type { Engine } from './engine.js';
import { qemu } from './qemu/qemu-engine.js';
import type { Scenario } from './scenario.js';

const engines: Readonly<Record<Scenario['vmm'], Engine>> = {
  qemu,
  'cloud-hypervisor': cloudHypervisor,
};

/** The engine that a scenario is for. */
export function engineOf({ vmm }: Pick<Scenario, 'vmm'>): Engine {
  return engines[vmm];
}
