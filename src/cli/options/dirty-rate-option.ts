import { textListOption } from './text-option.js';

/** What was measured of a guest, written out or in files. */
export const dirtyRateOption = textListOption(
  'FILE|-|RATE@PERIOD',
  'the guest dirties what was measured, best over several periods: 812MiB/s@1s, answers to query-dirty-rate, ' +
    'or what virsh domstats --dirtyrate prints',
);
