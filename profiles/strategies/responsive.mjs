// The responsive throttle (proposed in 2024, never in a release): auto-converge's own rule, and beside it a second
// opinion, which throttles as soon as the ratio of dirtied to sent bytes was above the threshold and not falling, twice.
// Byte-equal to --auto-converge --responsive-throttle; goes with any --background-sync.
import { defineStrategy } from 'guestperf-sim';

const percent = { min: 1, max: 99, whole: true };

export default defineStrategy({
  name: 'responsive',
  settings: {
    initial: { ...percent, default: 20, help: 'first throttle in percent' },
    increment: { ...percent, default: 10, help: 'percent that each step adds' },
    maximum: { ...percent, default: 99, help: 'highest throttle in percent' },
    threshold: {
      ...percent,
      max: 100,
      default: 50,
      help: 'percent of what was sent above which a period counts as high',
    },
  },
  state: () => ({ highPeriods: 0, highRatios: 0, ratio: 0 }),
  throttle: {
    percent({ periodDirtyBytes, periodSentBytes, throttlePercent }, { settings, state }) {
      const ratioIsHigh = judgeRatio(periodDirtyBytes, periodSentBytes, settings.threshold, state);
      if (periodDirtyBytes <= Math.floor((periodSentBytes * settings.threshold) / 100)) return null;
      state.highPeriods++;
      if (state.highPeriods < 2 && !ratioIsHigh) return null;
      if (state.highPeriods >= 2) state.highPeriods = 0;
      if (throttlePercent === 0) return settings.initial;
      return Math.min(throttlePercent + settings.increment, settings.maximum);
    },
  },
});

/** Neither count is taken back by a period that is not high. */
function judgeRatio(dirtied, sent, threshold, state) {
  if (sent === 0) return false;
  const before = state.ratio;
  state.ratio = Math.trunc(100 * (dirtied / sent));
  if (before === 0) return false;
  if (state.ratio > threshold && state.ratio >= before) state.highRatios++;
  if (state.highRatios < 2) return false;
  state.highRatios = 0;
  return true;
}
