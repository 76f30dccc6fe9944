import type { Candidate, CandidateBase } from './candidate.js';

/**
 * What speaks against settings although they work, in words: QEMU would have to be changed or the guest to be started for
 * them, or a failure on the way loses the guest. Null for nothing.
 */
export function reservationAbout(
  { scenario: { settings, strategy } }: Candidate,
  { plain }: Pick<CandidateBase, 'plain'>,
): string | null {
  const { dirtyRingSize: entries, postCopy } = settings;
  if (strategy !== undefined) {
    return `no QEMU has the strategy ${strategy.name}: it would have to be built in`;
  }
  if (postCopy) return 'if the link or a host fails during postcopy, the guest is lost';
  if (entries === plain.scenario.settings.dirtyRingSize) return null;
  return `the guest must have been started with -accel kvm,dirty-ring-size=${entries}`;
}
