import fc from 'fast-check';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { anyMultifdScenario } from './multifd-scenarios.js';
import { anyScenario } from './random-scenarios.js';
import { scenario, withSettings } from './scenarios.js';

/** What a visit changes, and whether the next one takes it back, where the workload may say so. */
const contents = fc.record({
  bytesPerPage: fc.constantFrom(8, 64, 1000, 4096),
  contentReturns: fc.boolean(),
});

function withContent(workload: Workload, content: object): Workload {
  const takesContent = workload.kind === 'sequential' || workload.kind === 'random';
  return takesContent || workload.kind === 'hot-cold' ? { ...workload, ...content } : workload;
}

/** What makes pages smaller, of sizes and levels that the command line need not take. */
type Encoding = (base: QemuScenario) => Partial<QemuSettings>;

/** The settings of a cache of so many bytes: a percentage that is rounded down to them. */
function xbzrleCache(cacheBytes: number): Encoding {
  return ({ settings: { mem } }) => ({
    compressionXbzrle: true,
    compressionXbzrleCache: (101 * cacheBytes) / (mem * 2 ** 30),
  });
}

const onOneStream: fc.Arbitrary<Encoding> = fc
  .record({
    xbzrle: fc.option(
      fc.record({ cacheBytes: fc.constantFrom(2 ** 16, 2 ** 18, 2 ** 22, 2 ** 26, 2 ** 30) }),
      { freq: 4 },
    ),
    compress: fc.option(
      fc.record({
        compressionMtThreads: fc.constantFrom(1, 4, 16),
        compressLevel: fc.constantFrom(0, 1, 9),
        waitThread: fc.boolean(),
      }),
    ),
  })
  .map(({ compress, xbzrle }) => (base) => {
    const { waitThread, ...threads } = compress ?? {};
    return {
      ...(xbzrle !== null && xbzrleCache(xbzrle.cacheBytes)(base)),
      compressionMt: compress !== null,
      compressWaitThread: waitThread === false ? 'off' : 'on',
      ...threads,
    };
  });

const overMultifd: fc.Arbitrary<Encoding> = fc
  .record({
    compression: fc.record({
      method: fc.constantFrom('zlib', 'zstd', 'qpl', 'uadk', 'qatzip'),
      level: fc.constantFrom(1, 9),
    }),
  })
  .map(({ compression: { level, method } }) => () => ({
    multifdCompression: method,
    multifdZlibLevel: level,
    multifdZstdLevel: level,
    multifdQatzipLevel: level,
  }));

/** Gives a base what makes pages smaller. */
function encoded(bases: fc.Arbitrary<QemuScenario>, encodings: fc.Arbitrary<Encoding>) {
  return fc
    .record({ base: bases, encoding: encodings, content: contents })
    .map(({ base, encoding, content }) => ({
      ...withSettings(base, encoding(base)),
      workload: withContent(base.workload, content),
    }));
}

/** Any small migration with something that makes pages smaller. */
export const anyEncodedScenario: fc.Arbitrary<QemuScenario> = fc.oneof(
  { weight: 3, arbitrary: encoded(anyScenario, onOneStream) },
  { weight: 1, arbitrary: encoded(anyMultifdScenario, overMultifd) },
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
    return withSettings(plain, xbzrleCache(2 ** 27)(plain));
  });
