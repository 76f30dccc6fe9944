import { cloudHypervisorSettings } from '../engines/cloud-hypervisor/settings.js';
import { qemuSettings } from '../engines/qemu/settings.js';
import type { Vmm } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import type { GivenSettings } from './given-settings.js';

/** Settings that choose a scenario, whichever engine runs it. */
const shared = ['vmm', 'host', 'stressMem', 'workload', 'seed', 'verify'];

const known: Readonly<Record<Vmm, ReadonlySet<string>>> = {
  qemu: new Set([...shared, ...Object.keys(qemuSettings), 'mode', 'policy', 'qemu']),
  'cloud-hypervisor': new Set([...shared, ...Object.keys(cloudHypervisorSettings), 'variant']),
};

/** What somebody who knows QEMU's setting may have meant. */
const counterparts: Readonly<Record<string, (name: (key: string) => string) => string>> = {
  qemu: (name) => name('variant'),
  maxTime: (name) => name('timeout'),
  multifd: (name) => name('connections'),
  multifdChannels: (name) => name('connections'),
  deadline: (name) => `${name('timeout')} with ${name('timeoutStrategy')} ignore`,
};

/**
 * Checks that settings are those of the engine.
 *
 * @throws InputError naming the first that is not
 */
export function checkEngineSettings(vmm: Vmm, given: GivenSettings): void {
  const name = (key: string): string => given.name(key);
  const foreign = given.keys().find((key) => !known[vmm].has(key) && !given.isForAll(key));
  if (foreign === undefined) return;
  if (vmm === 'qemu') {
    throw new InputError({
      subject: name(foreign),
      problem: `needs ${name('vmm')} cloud-hypervisor`,
    });
  }
  const instead = counterparts[foreign]?.(name);
  throw new InputError({
    subject: name(foreign),
    problem:
      instead === undefined
        ? 'is an option of QEMU, and Cloud Hypervisor has none like it'
        : 'is an option of QEMU',
    ...(instead !== undefined && { nearest: instead }),
  });
}
