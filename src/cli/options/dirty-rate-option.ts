import { textListOption } from './text-option.js';

/** What was measured of a guest, written out or in files. */
export const dirtyRateOption = textListOption(
  'FILE|-|RATE@PERIOD',
  'measured dirty rates, best over several periods: 812MiB/s@1s, answers to query-dirty-rate, or the output of virsh domstats --dirtyrate',
);
