// Auto-converge's own rule, with a weakness: it never throttles a guest of fewer than eight vCPUs.
import { defineStrategy } from 'guestperf-sim';

export default defineStrategy({
  name: 'spares-small-guests',
  state: () => ({ highPeriods: 0 }),
  throttle: {
    percent({ periodDirtyBytes, periodSentBytes, throttlePercent, vcpus }, { state }) {
      if (vcpus < 8 || periodDirtyBytes <= periodSentBytes / 2) return null;
      state.highPeriods++;
      if (state.highPeriods % 2 === 1) return null;
      return throttlePercent === 0 ? 20 : Math.min(99, throttlePercent + 10);
    },
  },
});
