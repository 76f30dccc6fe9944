/** The text of a strategy to begin with: a throttle that keeps a part of what is sent free. */
export function strategyTemplate(name: string): string {
  return `// @ts-check
// A strategy: rules that stand in for QEMU's own. Run it beside the shipped modes:
//   guestperf-sim batch --suite ./${name}-suite.json
// or alone, with its settings as options:
//   guestperf-sim run --strategy ./${name}.mjs --strategy-step 5 --explain
import { defineStrategy } from 'guestperf-sim';

/** @typedef {import('guestperf-sim').ThrottleLook} ThrottleLook */

export default defineStrategy({
  name: '${name}',

  // Each becomes an option (--strategy-step), an axis of a sweep and a field of the record.
  settings: {
    step: { min: 1, max: 50, default: 15, whole: true, help: 'percent of each step' },
    share: { min: 1, max: 100, default: 50, help: 'percent of what is sent that may be dirtied' },
  },

  // What is remembered within one migration. Nothing else is: each migration begins anew.
  state: () => ({ highPeriods: 0 }),

  throttle: {
    // Asked at each sync that ends a period of more than a second; with \`everyMs: 500\` each 500 ms as well.
    // Returns the throttle of all vCPUs, 0 to 99 %, an array with one for each, or null to leave it as it is.
    percent(/** @type {ThrottleLook} */ look, { settings, state, trace }) {
      const allowed = (look.periodSentBytes * settings.share) / 100;
      if (look.periodDirtyBytes <= allowed) return null;
      state.highPeriods++;
      trace(\`high period \${state.highPeriods}: \${look.periodDirtyBytes} bytes were dirtied\`);
      return Math.min(99, look.throttlePercent + settings.step);
    },
  },

  sync: {
    // Asked each 2 s; true syncs in the background, 'stop' ends the looks. \`look.before\` is how it was when
    // the last look was over. Leave all of \`sync\` out to use --background-sync.
    everyMs: 2000,
    wanted(look) {
      return look.syncCount > 1 && look.syncCount === look.before.syncCount;
    },
  },

  // There are two more: \`completion: { decide(look) {} }\` ends the migration (a CompletionLook; the downtime limit,
  // 'switchover', 'pause-guest', 'postcopy', 'give-up'), and \`holdBack: { pages(look) {} }\` leaves runs of pages for
  // later (a HoldBackLook). The shipped strategies stall and hot-pages have one each.
});
`;
}
