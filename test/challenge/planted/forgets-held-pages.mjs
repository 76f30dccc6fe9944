// Holds back what the last syncs have found dirty, once the guest is throttled, with a weakness: when it is given back,
// the first eight pages are forgotten.
import { defineStrategy } from 'guestperf-sim';

const forgotten = 8;

export default defineStrategy({
  name: 'forgets-held-pages',
  holdBack: {
    pages({ dirtiedRuns, throttlePercent }) {
      return throttlePercent > 0 ? dirtiedRuns : null;
    },
    giveBack({ heldRuns }) {
      let left = forgotten;
      return heldRuns.flatMap(({ start, end }) => {
        const from = Math.min(end, start + left);
        left -= from - start;
        return from < end ? [{ start: from, end }] : [];
      });
    },
  },
});
