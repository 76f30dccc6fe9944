// Holds back what the last sync has found, and gives none of it back.
import { defineStrategy } from 'guestperf-sim';

export default defineStrategy({
  name: 'forgets-held-pages',
  holdBack: {
    pages: ({ dirtiedRuns }) => dirtiedRuns,
    giveBack: () => [],
  },
});
