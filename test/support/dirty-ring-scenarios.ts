import fc from 'fast-check';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { anyScenario } from './random-scenarios.js';
import { scenario, withSettings } from './scenarios.js';
import { recentVersions } from './versions.js';

const limits = fc.option(
  fc.record({
    vcpuDirtyLimit: fc.constantFrom(1, 10, 60, 500),
    xVcpuDirtyLimitPeriod: fc.constantFrom(20, 200, 500, 1000),
  }),
  { nil: undefined },
);

function withReaders(workload: Workload, readingVcpus: number): Workload {
  return workload.kind === 'stress' ? { ...workload, readingVcpus } : workload;
}

/** Any small migration of a guest with dirty rings, most of them with a dirty limit. */
export const anyRingScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    base: anyScenario,
    dirtyRingSize: fc.constantFrom(1024, 4096, 65_536),
    dirtyLimit: limits,
    readingVcpus: fc.constantFrom(0, 0, 1, 3),
  })
  .map(({ base, dirtyRingSize, dirtyLimit, readingVcpus }) => ({
    ...withSettings(base, {
      dirtyRingSize,
      autoConverge: base.settings.autoConverge && dirtyLimit === undefined,
      dirtyLimit: dirtyLimit !== undefined,
      ...dirtyLimit,
    }),
    workload: withReaders(base.workload, readingVcpus),
    host: { ...base.host, accelerator: 'kvm' as const },
  }));

/** A guest that writes faster than the link carries, and is held up by a dirty limit. */
export const limitedScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    qemu: fc.constantFrom(...recentVersions),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
    cpus: fc.integer({ min: 1, max: 6 }),
    dirtyRingSize: fc.constantFrom(1024, 2048, 8192),
    vcpuDirtyLimit: fc.constantFrom(1, 15, 40),
    xVcpuDirtyLimitPeriod: fc.constantFrom(100, 500, 1000),
    mibOfEach: fc.integer({ min: 33, max: 200 }),
    linkGbitPerSecond: fc.constantFrom(1, 3),
    vcpuWriteMbPerSecond: fc.constantFrom(300, 2000),
    workloadStartSpreadMs: fc.constantFrom(0, 700),
  })
  .map(({ dirtyRingSize, vcpuDirtyLimit, xVcpuDirtyLimitPeriod, mibOfEach, ...changes }) => {
    const { qemu, seed, cpus, ...host } = changes;
    const plain = scenario({
      qemu,
      seed,
      cpus,
      host,
      mem: 2,
      stressMem: mibOfEach * cpus,
      downtime: 300,
      dirtyRingSize,
      verify: true,
    });
    // Before 8.1 there is none.
    return withSettings(plain, { dirtyLimit: true, vcpuDirtyLimit, xVcpuDirtyLimitPeriod });
  });
