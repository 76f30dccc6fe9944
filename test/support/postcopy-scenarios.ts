import fc from 'fast-check';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import { type QemuVersion, isAtLeast } from '../../src/profiles/qemu-version.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { anyScenario } from './random-scenarios.js';
import { scenario, withSettings } from './scenarios.js';
import { recentVersions } from './versions.js';

const postcopySettings: fc.Arbitrary<Partial<QemuSettings>> = fc.record({
  postCopyIters: fc.constantFrom(0, 1, 1, 2, 2, 3, 6),
  maxPostcopyBandwidth: fc.constantFrom(0, 0, 3, 40),
  postcopyPreempt: fc.boolean(),
});

/** Whether a version has both postcopy and multifd on (8.0 to 10.0 refuse it). */
function allowsMultifd(version: QemuVersion): boolean {
  return version === '7.2' || isAtLeast(version, '10.1');
}

/** Any small migration that may switch to postcopy; most do. */
export const anyPostcopyScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    base: anyScenario,
    postcopy: postcopySettings,
    channels: fc.constantFrom(0, 0, 2, 5),
  })
  .map(({ base, postcopy, channels }) =>
    withSettings(base, {
      postCopy: true,
      ...postcopy,
      ...(channels > 0 &&
        allowsMultifd(base.version) && { multifd: true, multifdChannels: channels }),
    }),
  );

/** A guest that writes anywhere, faster than the link carries, and switches to postcopy in a pass. */
export const busyPostcopyScenario: fc.Arbitrary<QemuScenario> = fc
  .record({
    qemu: fc.constantFrom(...recentVersions),
    cpus: fc.integer({ min: 1, max: 6 }),
    dirtyLog: fc.constantFrom(...dirtyLogForms),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
    postCopyIters: fc.constantFrom(2, 3),
    postcopyPreempt: fc.boolean(),
    linkGbitPerSecond: fc.constantFrom(2, 4, 8),
    writeFaultNs: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ linkGbitPerSecond, writeFaultNs, ...changes }) =>
    scenario({
      ...changes,
      workload: { kind: 'random', workingSetMib: 240, mibPerSecond: 1000, pacing: 'cpu' },
      host: { linkGbitPerSecond, writeFaultNs, guestFaultInNs: 0 },
      downtime: 20,
      postCopy: true,
      verify: true,
    }),
  );
