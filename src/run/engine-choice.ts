import { InputError } from '../input/input-error.js';
import type { Vmm } from '../engines/engine-version.js';
import { cloudHypervisorOptions } from '../cli/options/cloud-hypervisor-options.js';
import { flagOf } from '../cli/options/option.js';
import { neutralOptions } from './options.js';

/** Options of `run` that every engine knows. */
const sharedOptions: ReadonlySet<string> = new Set([
  'cpus',
  'mem',
  'stressMem',
  'workload',
  'sleep',
  'downtime',
  'vmm',
  'host',
  'seed',
  'repeat',
  'verify',
  'requireConvergence',
]);

/** What somebody who knows the other engine's option may have meant. */
const counterparts: Readonly<Record<string, string>> = {
  qemu: '--variant',
  maxTime: '--timeout',
  multifd: '--connections',
  multifdChannels: '--connections',
  deadline: '--timeout with --timeout-strategy ignore',
};

/**
 * Checks that the options that were given are the engine's own.
 *
 * @param given keys of the options that were written
 * @throws InputError naming the first that is not
 */
export function checkEngineOptions(vmm: Vmm, given: ReadonlySet<string>): void {
  for (const key of given) {
    if (sharedOptions.has(key) || neutralOptions.has(key)) continue;
    const isCloudHypervisors = key in cloudHypervisorOptions;
    if (isCloudHypervisors === (vmm === 'cloud-hypervisor')) continue;
    if (isCloudHypervisors) {
      throw new InputError({ subject: flagOf(key), problem: 'needs --vmm cloud-hypervisor' });
    }
    const instead = counterparts[key];
    throw new InputError({
      subject: flagOf(key),
      problem:
        instead === undefined
          ? 'is an option of QEMU, and Cloud Hypervisor has none like it'
          : 'is an option of QEMU',
      ...(instead !== undefined && { nearest: instead }),
    });
  }
}
