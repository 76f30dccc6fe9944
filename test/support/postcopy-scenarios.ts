import fc from 'fast-check';
import { dirtyLogForms } from '../../src/profiles/host-profile.js';
import type { PostcopyParameters } from '../../src/engines/qemu/features/postcopy/postcopy.js';
import { type QemuVersion, isAtLeast, qemuVersions } from '../../src/profiles/qemu-version.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { anyScenario } from './random-scenarios.js';
import { scenario } from './scenarios.js';

/** Postcopy from iteration `startAtIterations` on, with QEMU's defaults. */
export function postcopyFrom(
  startAtIterations: number | null,
  changes: Partial<PostcopyParameters> = {},
): PostcopyParameters {
  return { startAtIterations, maxBandwidthMibPerSecond: 0, preempt: false, ...changes };
}

const parameters: fc.Arbitrary<PostcopyParameters> = fc.record({
  startAtIterations: fc.constantFrom(0, 1, 1, 2, 2, 3, 6),
  maxBandwidthMibPerSecond: fc.constantFrom(0, 0, 3, 40),
  preempt: fc.boolean(),
});

/** Whether a version has both postcopy and multifd on (8.0 to 10.0 refuse it). */
function allowsMultifd(version: QemuVersion): boolean {
  return version === '7.2' || isAtLeast(version, '10.1');
}

/** Any small migration that may switch to postcopy; most do. */
export const anyPostcopyScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    base: anyScenario,
    postcopy: parameters,
    channels: fc.constantFrom(0, 0, 2, 5),
  })
  .map(({ base, postcopy, channels }) => ({
    ...base,
    postcopy,
    ...(base.transfer !== undefined &&
      allowsMultifd(base.version) && {
        transfer: { ...base.transfer, multifdChannels: channels },
      }),
  }));

/** A guest that writes anywhere, faster than the link carries, and switches to postcopy in a pass. */
export const busyPostcopyScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    version: fc.constantFrom(...qemuVersions),
    cpus: fc.integer({ min: 1, max: 6 }),
    dirtyLog: fc.constantFrom(...dirtyLogForms),
    seed: fc.string({ maxLength: 8 }),
    startAtIterations: fc.constantFrom(2, 3),
    preempt: fc.boolean(),
    linkGbitPerSecond: fc.constantFrom(2, 4, 8),
    writeFaultNs: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ startAtIterations, preempt, linkGbitPerSecond, writeFaultNs, ...changes }) =>
    scenario({
      ...changes,
      workload: { kind: 'random', workingSetMib: 240, mibPerSecond: 1000, pacing: 'cpu' },
      host: { linkGbitPerSecond, writeFaultNs, guestFaultInNs: 0 },
      migration: { downtimeLimitMs: 20 },
      postcopy: postcopyFrom(startAtIterations, { preempt }),
      verify: true,
    }),
  );
