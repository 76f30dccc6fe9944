import type { Settings } from '../../settings/resolve.js';
import type { CandidateBase, CandidateKind } from '../candidate.js';

/** RAM over several channels: it helps where one thread cannot fill the link. */
export const multifd: CandidateKind = {
  name: 'multifd',
  isLastResort: false,
  coarse: (base) => (isInVain(base) ? [] : [2, 4, 8].map(overChannels)),
  refine({ scenario: { settings } }, base) {
    if (settings.compressionXbzrle || isInVain(base)) return [];
    const { multifdChannels: now } = settings;
    const counts = settings.multifd ? [now * 2, now / 2].filter((to) => to >= 2) : [4];
    return counts.map(overChannels);
  },
};

/** Channels do not widen a link that is full already. */
function isInVain({ plain, survey }: CandidateBase): boolean {
  const link = (plain.scenario.host.numbers.linkGbitPerSecond * 1e9) / 8;
  const isFull = (survey.sent_bytes_per_second ?? 0) > 0.85 * link;
  return isFull && !survey.converges;
}

function overChannels(multifdChannels: number): Settings {
  return { multifd: true, multifdChannels };
}
