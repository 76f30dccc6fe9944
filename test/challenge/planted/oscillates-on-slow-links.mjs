// Auto-converge's own rule, with a weakness: over a link slower than 1 Gbit/s it lets the guest run at full speed again
// from 40 % on.
import { defineStrategy } from 'guestperf-sim';

/** What a link of 0.95 Gbit/s carries, bytes/s: what QEMU sees of one of 1 Gbit/s is a little less than its rate. */
const slow = 0.95e9 / 8;

export default defineStrategy({
  name: 'oscillates-on-slow-links',
  state: () => ({ highPeriods: 0 }),
  throttle: {
    percent(look, { state }) {
      const { bandwidthBytesPerSecond, periodDirtyBytes, periodSentBytes, throttlePercent } = look;
      if (periodDirtyBytes <= periodSentBytes / 2) return null;
      state.highPeriods++;
      if (state.highPeriods % 2 === 1) return null;
      if (throttlePercent >= 40 && bandwidthBytesPerSecond < slow) return 0;
      return throttlePercent === 0 ? 20 : Math.min(99, throttlePercent + 10);
    },
  },
});
