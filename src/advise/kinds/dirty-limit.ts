import {
  dirtyLimitRanges,
  dirtyLimitSince,
} from '../../engines/qemu/features/dirty-limit/dirty-ring.js';
import { isAtLeast } from '../../profiles/qemu-version.js';
import type { QemuScenario } from '../../engines/scenario.js';
import { MIB } from '../../memory/units.js';
import type { CandidateKind } from '../candidate-kind.js';

/** Entries of each vCPU's ring where the guest has none yet: what QEMU's documentation shows. */
const ringEntries = 4096;
/** QEMU's own period. */
const periodMs = 1000;
/** Parts of what the link carries at which the vCPUs together may dirty memory. */
const linkParts = [0.8, 0.5, 0.25, 0.1];

/** Each vCPU is held to a rate at which it may dirty memory. */
export const dirtyLimit: CandidateKind = {
  name: 'dirty-limit',
  isAvailable: ({ host, version }) =>
    isAtLeast(version, dirtyLimitSince) && (host.accelerator ?? 'kvm') === 'kvm',
  coarse({ plain, survey }) {
    const rate = (survey.sent_bytes_per_second ?? 0) / MIB / plain.hardware.cpus;
    return linkParts.map((part) => limited(plain, rate * part));
  },
  refine(good) {
    if (good.dirtyLimit === undefined) return [];
    const { mibPerSecond } = good.dirtyLimit;
    return [0.7, 1.4].map((factor) => limited(good, mibPerSecond * factor));
  },
};

function limited(scenario: QemuScenario, mibPerSecond: number): QemuScenario {
  const { min, max } = dirtyLimitRanges.mibPerSecond;
  const rate = Math.min(max, Math.max(min, Math.round(mibPerSecond)));
  const { dirtyRingSize } = scenario.hardware;
  return {
    ...scenario,
    hardware: { ...scenario.hardware, dirtyRingSize: dirtyRingSize || ringEntries },
    dirtyLimit: { mibPerSecond: rate, periodMs },
  };
}
