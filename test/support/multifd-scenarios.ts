import fc from 'fast-check';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { scenario } from './scenarios.js';
import { recentVersions } from './versions.js';

/**
 * A destination that places pages slowly, and more channels than packets. Old copies travel in full
 * packets; the few pages that the guest writes until it is stopped, milliseconds later, go again in a
 * small packet on an idle channel, and are placed long before a full one is.
 */
export const overtakingScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    qemu: fc.constantFrom(...recentVersions),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
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
