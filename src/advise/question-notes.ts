import { dirtyRateNotes } from '../observed/dirty-rate-reply.js';
import type { AdviseOptions } from './options.js';
import type { CompleteQuestion } from './question.js';

/** With more pages of zeroes than this, percent, a guest has not used most of its RAM. */
const mostlyZero = 50;

/** What has to be said before an answer, as it rests on less than it could. */
export function questionNotes(
  { dirtyRate }: Pick<AdviseOptions, 'dirtyRate'>,
  {
    observed,
    open,
    ramInUse,
    underWay,
  }: Pick<CompleteQuestion, 'observed' | 'open' | 'ramInUse' | 'underWay'>,
): readonly string[] {
  const zero = observed?.zeroPercent ?? 0;
  return [
    ...dirtyRateNotes(dirtyRate),
    ...(underWay !== null && observed?.answers === 1
      ? [
          'one answer shows one moment of the migration: its range is wide, and several answers, a second apart, narrow it',
        ]
      : []),
    ...(open === null
      ? []
      : [
          'the dirty rate is known over one period only, so that what the guest writes in a longer one is open: ' +
            'the answer is for both ends of that',
        ]),
    ...(zero > mostlyZero && ramInUse === 'all'
      ? [
          `${zero} % of the pages that were sent are zero: --ram-in-use workload is nearer to this guest`,
        ]
      : []),
  ];
}
