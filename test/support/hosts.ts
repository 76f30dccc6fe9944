import type { Accelerator, HostParameters, HostProfile } from '../../src/profiles/host-profile.js';

/**
 * A pair of hosts without chance: a link that does not vary, vCPUs that start together. The round
 * numbers keep hand-worked expectations short.
 */
export const plainHostParameters: HostParameters = {
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

/** A host profile with the plain parameters but for `changes`. */
export function hostProfile(
  changes: Partial<HostParameters> = {},
  accelerator: Accelerator = 'kvm',
): HostProfile {
  const parameters = Object.fromEntries(
    Object.entries({ ...plainHostParameters, ...changes }).map(([name, value]) => [
      name,
      { value, provenance: 'assumed', source: 'test' },
    ]),
  ) as HostProfile['parameters'];
  return {
    name: 'test',
    description: 'made up',
    qemu: '9.1',
    accelerator,
    dirtyLog: 'manual-protect',
    parameters,
  };
}
