import { engineOf } from '../engines/engines.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import type { Vmm } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import type { GivenSettings } from './given-settings.js';

/** Settings that choose a scenario, whichever engine runs it. */
const shared = ['vmm', 'host', 'stressMem', 'workload', 'seed', 'verify'];

/** Settings that choose a version, or settings of the engine by one name. */
const choosing: Readonly<Record<Vmm, readonly string[]>> = {
  qemu: ['qemu', 'mode', 'strategy'],
  'cloud-hypervisor': ['variant'],
};

function isKnown(vmm: Vmm, key: string): boolean {
  const { settings } = engineOf({ vmm });
  return (
    Object.hasOwn(settings, key) ||
    shared.includes(key) ||
    choosing[vmm].includes(key) ||
    (vmm === 'qemu' && isStrategySetting(key))
  );
}

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
  const foreign = given.keys().find((key) => !isKnown(vmm, key) && !given.isForAll(key));
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
    nearest: instead,
  });
}
