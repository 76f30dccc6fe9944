import fc from 'fast-check';
import { qemuVersions } from '../../src/profiles/qemu-version.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { anyScenario } from './random-scenarios.js';
import { scenario } from './scenarios.js';

const limits = fc.option(
  fc.record({
    mibPerSecond: fc.constantFrom(1, 10, 60, 500),
    periodMs: fc.constantFrom(20, 200, 500, 1000),
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
    ...base,
    hardware: { ...base.hardware, dirtyRingSize },
    workload: withReaders(base.workload, readingVcpus),
    host: { ...base.host, accelerator: 'kvm' as const },
    migration: {
      ...base.migration,
      autoConverge: base.migration.autoConverge && dirtyLimit === undefined,
    },
    ...(dirtyLimit !== undefined && { dirtyLimit }),
  }));

/** A guest that writes faster than the link carries, and is held up by a dirty limit. */
export const limitedScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    version: fc.constantFrom(...qemuVersions),
    seed: fc.string({ maxLength: 8 }),
    cpus: fc.integer({ min: 1, max: 6 }),
    dirtyRingSize: fc.constantFrom(1024, 2048, 8192),
    mibPerSecond: fc.constantFrom(1, 15, 40),
    periodMs: fc.constantFrom(100, 500, 1000),
    mibOfEach: fc.integer({ min: 33, max: 200 }),
    linkGbitPerSecond: fc.constantFrom(1, 3),
    vcpuWriteMbPerSecond: fc.constantFrom(300, 2000),
    workloadStartSpreadMs: fc.constantFrom(0, 700),
  })
  .map(({ dirtyRingSize, mibPerSecond, periodMs, mibOfEach, ...changes }) => {
    const { version, seed, cpus, ...host } = changes;
    const plain = scenario({
      version,
      seed,
      cpus,
      host,
      memGib: 2,
      stressMib: mibOfEach * cpus,
      verify: true,
      migration: { downtimeLimitMs: 300 },
    });
    const hardware = { ...plain.hardware, dirtyRingSize };
    return { ...plain, hardware, dirtyLimit: { mibPerSecond, periodMs } };
  });
