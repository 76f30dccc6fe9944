import fc from 'fast-check';
import { qemuVersions } from '../../src/profiles/qemu-version.js';
import { deviceStateTransfers } from '../../src/engines/qemu/features/device-state/settings.js';
import { zeroPageDetections } from '../../src/engines/qemu/features/multifd/settings.js';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { anyScenario } from './random-scenarios.js';
import { scenario, withSettings } from './scenarios.js';

/** Any arrangement of channels. */
const transfers: fc.Arbitrary<Partial<QemuSettings>> = fc
  .record({
    multifdChannels: fc.constantFrom(1, 2, 3, 5, 16),
    zeroPageDetection: fc.constantFrom(...zeroPageDetections),
    deviceState: fc.constantFrom(0, 3, 40),
    deviceStateTransfer: fc.constantFrom(...deviceStateTransfers),
    dedicated: fc.nat(4),
  })
  .map(({ dedicated, ...transfer }) => ({
    multifd: true,
    ...transfer,
    deviceStateChannels:
      transfer.deviceStateTransfer === 'serial'
        ? 0
        : Math.min(dedicated, transfer.multifdChannels - 1),
  }));

/** Any small migration over several channels. */
export const anyMultifdScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    base: anyScenario,
    transfer: transfers,
    streamGbitPerSecond: fc.constantFrom(0.05, 1, 1000),
  })
  .map(({ base, transfer, streamGbitPerSecond }) => ({
    ...withSettings(base, transfer),
    host: { ...base.host, numbers: { ...base.host.numbers, streamGbitPerSecond } },
  }));

/**
 * A destination that places pages slowly, and more channels than packets. Old copies travel in full
 * packets; the few pages that the guest writes until it is stopped, milliseconds later, go again in a
 * small packet on an idle channel, and are placed long before a full one is.
 */
export const overtakingScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    qemu: fc.constantFrom(...qemuVersions),
    seed: fc.string({ maxLength: 8 }),
    multifdChannels: fc.integer({ min: 8, max: 16 }),
    vmMem: fc.integer({ min: 32, max: 48 }),
    stressMem: fc.integer({ min: 1, max: 2 }),
    receivePageNs: fc.integer({ min: 100_000, max: 400_000 }),
    vcpuWriteMbPerSecond: fc.integer({ min: 20, max: 40 }),
  })
  .map(({ receivePageNs, vcpuWriteMbPerSecond, ...changes }) =>
    scenario({
      ...changes,
      host: {
        receivePageNs,
        vcpuWriteMbPerSecond,
        receiveFirstTouchNs: 0,
        socketBufferKib: 4096,
        linkGbitPerSecond: 100,
        guestKernelMib: 1,
      },
      multifd: true,
      verify: true,
    }),
  );
