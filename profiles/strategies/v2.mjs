// Background sync as the v2 series proposed it in 2024 (never merged in this form): a timer looks each second whether
// a sync has taken place; if none has, and the last period began more than 5 s ago, it syncs. It ends when the throttle
// has gone back to zero. Byte-equal to --background-sync v2; goes with --auto-converge, which throttles.
import { defineStrategy } from 'guestperf-sim';

export default defineStrategy({
  name: 'v2',
  settings: {
    intervalMs: { min: 1, max: 60_000, default: 1000, whole: true, help: 'ms between two looks' },
    afterMs: {
      min: 0,
      max: 600_000,
      default: 5000,
      whole: true,
      help: 'ms that the present period has to last before there is a sync',
    },
  },
  sync: {
    firstMs: 0,
    everyMs: ({ intervalMs }) => intervalMs,
    wanted({ before, sincePeriodMs, syncCount, throttlePercent }, { settings }) {
      if (before.throttlePercent !== 0 && throttlePercent === 0) return 'stop';
      return syncCount > 1 && syncCount === before.syncCount && sincePeriodMs > settings.afterMs;
    },
  },
});
