import fc from 'fast-check';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { scenario, withSettings } from './scenarios.js';

/** A percentage that is rounded down to a cache of so many bytes. */
function cachePercent(cacheBytes: number, memGib: number): number {
  return (101 * cacheBytes) / (memGib * 2 ** 30);
}

/**
 * A guest that visits its pages so slowly that the last passes find few of them, under a limit that
 * ends its slices in the middle of batches. Each visit changes a few words, so deltas are sent.
 */
export const deltaScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    seed: fc.string({ minLength: 1, maxLength: 8 }),
    workingSetMib: fc.integer({ min: 16, max: 48 }),
    mibPerSecond: fc.integer({ min: 20, max: 40 }),
    bytesPerPage: fc.constantFrom(64, 256, 512),
    contentReturns: fc.boolean(),
    bandwidth: fc.integer({ min: 8, max: 24 }),
    downtime: fc.constantFrom(20, 50),
  })
  .map(({ seed, bandwidth, downtime, ...workload }) => {
    const plain = scenario({
      seed,
      vmMem: 128,
      workload: { kind: 'sequential', pacing: 'cpu', ...workload },
      bandwidth,
      downtime,
      verify: true,
    });
    return withSettings(plain, {
      compressionXbzrle: true,
      compressionXbzrleCache: cachePercent(2 ** 27, plain.settings.mem),
    });
  });

/** Encodings of which pages behind each other travel in the same form, under anything that may come between two batches. */
export const batchedScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    seed: fc.string({ minLength: 1, maxLength: 8 }),
    cpus: fc.constantFrom(1, 2, 4),
    workload: fc.oneof(
      fc.record({ kind: fc.constant('stress'), stressMib: fc.integer({ min: 1, max: 300 }) }),
      fc.record({
        kind: fc.constant('sequential'),
        workingSetMib: fc.integer({ min: 1, max: 300 }),
        mibPerSecond: fc.constantFrom(1, 30, 400),
        pacing: fc.constantFrom('cpu', 'sleep'),
        bytesPerPage: fc.constantFrom(64, 512, 4096),
        contentReturns: fc.boolean(),
      }),
    ),
    encodings: fc.constantFrom(
      { compressionXbzrle: true },
      { compressionMt: true },
      { compressionMt: true, compressionXbzrle: true },
    ),
    cacheMib: fc.constantFrom(1, 32, 128),
    host: fc.record({
      linkGbitPerSecond: fc.constantFrom(1, 10),
      linkVariability: fc.constantFrom(0, 0.3),
      xbzrleComparePageNs: fc.constantFrom(0, 500, 20_000),
      queuePageNs: fc.constantFrom(300, 30_000),
      guestSpeedSpread: fc.constantFrom(0, 0.1),
    }),
    autoConverge: fc.boolean(),
    bandwidth: fc.constantFrom(0, 5, 100, 125_000),
    dirtyRingSize: fc.constantFrom(0, 4096),
    maxTime: fc.integer({ min: 2, max: 30 }),
    qemu: fc.constantFrom('7.2', '9.0'),
    verify: fc.boolean(),
  })
  .map(({ cacheMib, encodings, ...changes }) => {
    const plain = scenario({ ...changes, vmMem: 512 });
    return withSettings(plain, {
      ...encodings,
      compressionXbzrleCache: cachePercent(cacheMib * 2 ** 20, plain.settings.mem),
    });
  });

/** A sweep of the guest that is about as fast as a sender that compresses what it finds, so that both go over memory side by side. */
export const besideScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    seed: fc.string({ minLength: 1, maxLength: 8 }),
    cpus: fc.constantFrom(1, 4),
    stressMem: fc.integer({ min: 50, max: 300 }),
    compressionMtThreads: fc.constantFrom(2, 4, 8),
    host: fc.record({
      // Between the pace at which pages go that are one byte again and again, and that of random ones.
      vcpuWriteMbPerSecond: fc.constantFrom(200, 400, 800, 1600),
      linkGbitPerSecond: fc.constantFrom(1, 10),
      linkVariability: fc.constantFrom(0, 0.3),
    }),
    autoConverge: fc.boolean(),
    bandwidth: fc.constantFrom(0, 40, 125_000),
    zeroPageDetection: fc.constantFrom('legacy', 'none'),
    dirtyRingSize: fc.constantFrom(0, 4096),
    maxTime: fc.integer({ min: 2, max: 20 }),
    verify: fc.boolean(),
  })
  .map((changes) => scenario({ ...changes, compressionMt: true, qemu: '9.0', vmMem: 512 }));
