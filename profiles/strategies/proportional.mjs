// A throttle in proportion to what is missing. It asks, at each period that is judged, which share of its writes the
// guest may keep so that no more is dirtied than a part of what is sent, and moves the throttle towards that: up and
// down, where auto-converge only climbs, in steps.
import { defineStrategy } from 'guestperf-sim';

export default defineStrategy({
  name: 'proportional',
  settings: {
    target: {
      min: 1,
      max: 100,
      default: 30,
      help: 'percent of what is sent that the guest may dirty at the same time',
    },
    gain: {
      min: 0.01,
      max: 1,
      default: 1,
      help: 'part of the way to the wanted throttle that each look goes',
    },
    maximum: { min: 1, max: 99, default: 99, whole: true, help: 'highest throttle in percent' },
  },
  state: () => ({ exact: 0 }),
  throttle: {
    percent({ periodDirtyBytes, periodSentBytes, throttlePercent }, { settings, state, trace }) {
      if (periodSentBytes === 0 || periodDirtyBytes === 0) return null;
      const allowed = (periodSentBytes * settings.target) / 100;
      const kept = ((100 - throttlePercent) * allowed) / periodDirtyBytes;
      const wanted = Math.min(settings.maximum, Math.max(0, 100 - kept));
      trace(`dirtied ${periodDirtyBytes} of ${Math.round(allowed)} bytes: ${wanted.toFixed(1)} %`);
      // QEMU cuts off fractions: without the exact number the last steps would never be made.
      state.exact += settings.gain * (wanted - state.exact);
      return Math.min(state.exact, settings.maximum);
    },
  },
});
