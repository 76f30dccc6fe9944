import { MIB } from '../../memory/units.js';
import type { Settings } from '../../settings/resolve.js';
import type { Candidate, CandidateKind } from '../candidate.js';

/** Entries of each vCPU's ring where the guest has none yet: what QEMU's documentation shows. */
const ringEntries = 4096;
/** QEMU's own period. */
const periodMs = 1000;
/** Parts of what the link carries at which the vCPUs together may dirty memory. */
const linkParts = [0.8, 0.5, 0.25, 0.1];

/** Each vCPU is held to a rate at which it may dirty memory. */
export const dirtyLimit: CandidateKind = {
  name: 'dirty-limit',
  isLastResort: false,
  coarse({ plain, survey }) {
    const rate = (survey.sent_bytes_per_second ?? 0) / MIB / plain.scenario.settings.cpus;
    return linkParts.map((part) => limit(plain, rate * part));
  },
  refine(good) {
    const { dirtyLimit: isOn, vcpuDirtyLimit } = good.scenario.settings;
    return isOn ? [0.7, 1.4].map((factor) => limit(good, vcpuDirtyLimit * factor)) : [];
  },
};

function limit({ scenario: { settings } }: Candidate, mibPerSecond: number): Settings {
  return {
    dirtyRingSize: settings.dirtyRingSize || ringEntries,
    dirtyLimit: true,
    vcpuDirtyLimit: Math.max(1, Math.round(mibPerSecond)),
    xVcpuDirtyLimitPeriod: periodMs,
  };
}
