import { downtimeRange } from '../guest-settings.js';
import { integer } from '../setting.js';
import { convergenceTimeoutStartMs } from './features/stop-conditions/settings.js';

/** guestperf's "unlimited" is above what any link carries; QEMU has 0 for it. */
const beyondLinksMib = 125_000;
const MIB = 2 ** 20;
/** Up to the most MiB/s whose bytes are an exact whole number. */
const rateRange = { min: 0, max: 8_589_934_591, unit: 'MiB/s' } as const;

/** guestperf's limits, and QEMU's for any precopy; defaults are guestperf's (scenario.py, shell.py). */
export const precopySettings = {
  maxIters: integer({
    min: 0,
    max: 2_147_483_647,
    help: 'cancel when the iteration count exceeds this',
    standard: 30,
    guestperf: 'max_iters',
    record: { key: 'max_iters', description: 'Cancelled when dirty-sync-count exceeds this' },
  }),
  // Virtual time counts whole nanoseconds in a double: 104 days are exact.
  maxTime: integer({
    min: 0,
    max: 8_640_000,
    unit: 's',
    help: 'cancel when this many seconds have passed',
    standard: 300,
    guestperf: 'max_time',
    record: { key: 'max_time', description: 'Cancelled when this many seconds have passed' },
  }),
  bandwidth: integer({
    ...rateRange,
    help: 'max-bandwidth in MiB/s; 0 is unlimited',
    standard: beyondLinksMib,
    guestperf: 'bandwidth',
    record: { key: 'bandwidth', description: 'max-bandwidth in MiB/s; 0 is unlimited' },
    qmp: {
      parameter: 'max-bandwidth',
      value: (mib) => (Number(mib) >= beyondLinksMib ? 0 : Number(mib) * MIB),
      isSaid: () => true,
    },
  }),
  availSwitchoverBandwidth: integer({
    ...rateRange,
    help: 'avail-switchover-bandwidth in MiB/s: the threshold follows from it instead of the estimate; 0 is off',
    standard: 0,
    since: '8.2',
    record: {
      key: 'avail_switchover_bandwidth',
      description: 'avail-switchover-bandwidth in MiB/s',
      isThere: ({ settings }) => settings['availSwitchoverBandwidth'] !== 0,
    },
    qmp: { parameter: 'avail-switchover-bandwidth', value: (mib) => Number(mib) * MIB },
  }),
  downtime: integer({
    ...downtimeRange,
    help: 'downtime-limit in ms',
    standard: 500,
    guestperf: 'downtime',
    record: {
      key: 'downtime',
      description: 'downtime-limit in ms',
      value: ({ settings }) =>
        settings['convergenceTimeout'] === null
          ? Number(settings['downtime'])
          : convergenceTimeoutStartMs,
    },
    qmp: { parameter: 'downtime-limit', isSaid: () => true },
  }),
};
