import { type Host, type HostNumbers, hostOf } from '../../src/profiles/host.js';
import { hostNumbers } from '../../src/profiles/host-numbers.js';
import type { Accelerator } from '../../src/profiles/accelerator.js';
import type { HostParameterName, HostProfile } from '../../src/profiles/host-profile.js';

/**
 * A pair of hosts without chance: a link that does not vary, vCPUs that start together. The round
 * numbers keep hand-worked expectations short.
 */
const plainNumbers: Readonly<Record<HostParameterName, number>> = {
  linkGbitPerSecond: 8,
  linkVariability: 0,
  linkCorrelationMs: 1000,
  linkLatencyUs: 100,
  socketBufferKib: 256,
  untouchedPageNs: 400,
  contentPageNs: 700,
  vcpuWriteMbPerSecond: 1024,
  memoryWriteMbPerSecond: 8192,
  guestFaultInNs: 1000,
  writeFaultNs: 1000,
  syncFixedUs: 300,
  syncUsPerGib: 30,
  loggedPageNs: 100,
  receivePageNs: 300,
  receiveFirstTouchNs: 500,
  vcpuStopUs: 500,
  deviceStateKib: 512,
  deviceSaveUs: 3000,
  deviceLoadUs: 5000,
  vcpuStartUs: 500,
  throttleOversleepUs: 0,
  guestKernelMib: 16,
  guestFreedMib: 0,
  workloadStartSpreadMs: 0,
  guestSpeedSpread: 0,
};

/** A host profile with the plain numbers but for `changes`, which may be of any of its groups. */
export function hostProfile(
  changes: Partial<HostNumbers> = {},
  accelerator: Accelerator = 'kvm',
): HostProfile {
  const numbers: Readonly<Record<string, number>> = { ...plainNumbers, ...changes };
  const told = (names: object): object =>
    Object.fromEntries(
      Object.keys(names)
        .filter((name) => name in numbers)
        .map((name) => [name, { value: numbers[name], provenance: 'assumed', source: 'test' }]),
    );
  const { single, ...groups } = hostNumbers;
  return {
    name: 'test',
    description: 'made up',
    qemu: '9.1',
    accelerator,
    dirtyLog: 'manual-protect',
    ...told(single),
    ...Object.fromEntries(
      Object.entries(groups)
        .map(([name, names]) => [name, told(names)] as const)
        .filter(([, group]) => Object.keys(group).length > 0),
    ),
  } as HostProfile;
}

/** The plain hosts. */
export const plainHost: Host = hostOf(hostProfile());
