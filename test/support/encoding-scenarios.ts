import fc from 'fast-check';
import type { EncodingParameters } from '../../src/engines/qemu/features/compression/encoding.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { anyMultifdScenario } from './multifd-scenarios.js';
import { anyScenario } from './random-scenarios.js';
import { scenario } from './scenarios.js';

/** What a visit changes, and whether the next one takes it back, where the workload may say so. */
const contents = fc.record({
  bytesPerPage: fc.constantFrom(8, 64, 1000, 4096),
  contentReturns: fc.boolean(),
});

function withContent(workload: Workload, content: object): Workload {
  const takesContent = workload.kind === 'sequential' || workload.kind === 'random';
  return takesContent || workload.kind === 'hot-cold' ? { ...workload, ...content } : workload;
}

const onOneStream: fc.Arbitrary<EncodingParameters> = fc.record({
  xbzrle: fc.option(
    fc.record({ cacheBytes: fc.constantFrom(2 ** 16, 2 ** 18, 2 ** 22, 2 ** 26, 2 ** 30) }),
    { freq: 4 },
  ),
  compress: fc.option(
    fc.record({
      threads: fc.constantFrom(1, 4, 16),
      level: fc.constantFrom(0, 1, 9),
      waitThread: fc.boolean(),
    }),
  ),
  multifdCompression: fc.constant(null),
});

const overMultifd: fc.Arbitrary<EncodingParameters> = fc.record({
  xbzrle: fc.constant(null),
  compress: fc.constant(null),
  multifdCompression: fc.record({
    method: fc.constantFrom('zlib', 'zstd', 'qpl', 'uadk', 'qatzip'),
    level: fc.constantFrom(1, 9),
  }),
});

/** Any small migration with something that makes pages smaller. */
export const anyEncodedScenario: fc.Arbitrary<QemuScenario> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ base: anyScenario, encoding: onOneStream, content: contents })
      .map(({ base, encoding, content }) => ({
        ...base,
        encoding,
        workload: withContent(base.workload, content),
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ base: anyMultifdScenario, encoding: overMultifd, content: contents })
      .map(({ base, encoding, content }) => ({
        ...base,
        encoding,
        workload: withContent(base.workload, content),
      })),
  },
);

/**
 * A guest that visits its pages so slowly that the last passes find few of them, under a limit that
 * ends its slices in the middle of batches. Each visit changes a few words, so deltas are sent.
 */
export const deltaScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    seed: fc.string({ maxLength: 8 }),
    workingSetMib: fc.integer({ min: 16, max: 48 }),
    mibPerSecond: fc.integer({ min: 20, max: 40 }),
    bytesPerPage: fc.constantFrom(64, 256, 512),
    contentReturns: fc.boolean(),
    bandwidthMibPerSecond: fc.integer({ min: 8, max: 24 }),
    downtimeLimitMs: fc.constantFrom(20, 50),
  })
  .map(({ seed, bandwidthMibPerSecond, downtimeLimitMs, ...workload }) => ({
    ...scenario({
      seed,
      memGib: 0,
      vmMib: 128,
      workload: { kind: 'sequential', pacing: 'cpu', ...workload },
      migration: { bandwidthMibPerSecond, downtimeLimitMs },
      verify: true,
    }),
    encoding: { xbzrle: { cacheBytes: 2 ** 27 }, compress: null, multifdCompression: null },
  }));
