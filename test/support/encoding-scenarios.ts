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
