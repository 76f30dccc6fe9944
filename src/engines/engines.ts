import { InputError } from '../input/input-error.js';
import { cloudHypervisor } from './cloud-hypervisor/cloud-hypervisor-engine.js';
import type { Engine } from './engine.js';
import { qemu } from './qemu/qemu-engine.js';
import type { Scenario } from './scenario.js';

const engines: Readonly<Record<Scenario['vmm'], Engine>> = {
  qemu,
  'cloud-hypervisor': cloudHypervisor,
};

/**
 * The engine that a scenario is for.
 *
 * @throws InputError if it is not a scenario, which only a caller in JavaScript can bring about
 */
export function engineOf({ vmm }: Pick<Scenario, 'vmm'>): Engine {
  if (Object.hasOwn(engines, vmm)) return engines[vmm];
  throw new InputError({ subject: 'scenario', problem: 'is not what resolve() makes of settings' });
}
