import type { QemuScenario } from '../../src/engines/scenario.js';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import type { Accelerator } from '../../src/profiles/accelerator.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';
import { hostProfile } from './hosts.js';

/** What a test wants to be other than plain: settings, numbers of the plain hosts, the repeat. */
export interface ScenarioChanges extends Omit<Settings, 'host'> {
  readonly host?: Partial<HostNumbers>;
  readonly accelerator?: Accelerator;
  readonly repeat?: number;
}

/** A small scenario on the plain hosts: one vCPU, 1.5 GiB of RAM, 64 MiB under stress. */
export function scenario({
  accelerator,
  host,
  repeat = 1,
  ...settings
}: ScenarioChanges = {}): QemuScenario {
  const made = resolve(
    {
      qemu: '9.1',
      maxIters: 200,
      maxTime: 1200,
      sleep: 2,
      backgroundSync: 'off',
      zeroPageDetection: 'legacy',
      seed: 'seed',
      ...(settings.workload === undefined && { stressMem: 64 }),
      ...settings,
      host: hostProfile(host, accelerator),
    },
    { name: 'test', mode: 'original', repeat },
  );
  if (made.vmm === 'qemu') return made;
  throw new Error('not a migration by QEMU');
}

/** A scenario with settings that `resolve` would not take, or not so. */
export function withSettings(made: QemuScenario, settings: Partial<QemuSettings>): QemuScenario {
  return { ...made, settings: { ...made.settings, ...settings } };
}

/** A guest that writes faster than the link carries, and is throttled until it does not. */
export function contended(changes: Pick<ScenarioChanges, 'seed' | 'repeat'> = {}): QemuScenario {
  return scenario({
    cpus: 4,
    stressMem: 2048,
    mem: 4,
    host: { linkVariability: 0.2, workloadStartSpreadMs: 500 },
    autoConverge: true,
    ...changes,
  });
}
