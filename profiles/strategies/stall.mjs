// Looks for a stall, as KubeVirt's manager does: less has to be pending than ever, at least each `patienceMs`. After that
// the downtime limit is doubled, up to `maximumMs`; when that does not help either, the guest is paused, or with
// --strategy-pause 0 the migration given up.
import { defineStrategy } from 'guestperf-sim';

const ms = { max: 2_000_000, whole: true };

export default defineStrategy({
  name: 'stall',
  settings: {
    patienceMs: { ...ms, min: 1, default: 10_000, help: 'ms without progress that are a stall' },
    maximumMs: { ...ms, min: 0, default: 2000, help: 'highest downtime limit in ms' },
    pause: {
      min: 0,
      max: 1,
      default: 1,
      whole: true,
      help: '1 pauses the guest at last, 0 gives up',
    },
  },
  state: () => ({ least: Infinity, sinceMs: 0 }),
  completion: {
    everyMs: 1000,
    decide({ downtimeLimitMs, isPaused, remainingBytes, timeMs }, { settings, state, trace }) {
      if (remainingBytes < state.least) {
        state.least = remainingBytes;
        state.sinceMs = timeMs;
      }
      if (isPaused || timeMs - state.sinceMs < settings.patienceMs) return null;
      state.sinceMs = timeMs;
      trace(
        `no progress for ${settings.patienceMs} ms, at a downtime limit of ${downtimeLimitMs} ms`,
      );
      if (downtimeLimitMs < settings.maximumMs) {
        return { downtimeLimitMs: Math.min(settings.maximumMs, Math.max(1, downtimeLimitMs * 2)) };
      }
      return settings.pause === 1 ? 'pause-guest' : 'give-up';
    },
  },
});
