// Leaves hot pages for later: what most of the last syncs have found dirty is passed over until nothing else is
// pending, or until the switchover. A page that is sent early in a pass, and dirtied again before its end, was sent
// for nothing. Goes with --auto-converge and its background sync, which finds hot pages in the first pass already.
import { defineStrategy } from 'guestperf-sim';

export default defineStrategy({
  name: 'hot-pages',
  settings: {
    share: {
      min: 1,
      max: 100,
      default: 60,
      help: 'percent of the last 8 syncs that have to find a page dirty',
    },
    syncs: {
      min: 1,
      max: 8,
      default: 2,
      whole: true,
      help: 'syncs that have to be known before anything is held back',
    },
  },
  holdBack: {
    pages({ dirtiedRuns, rememberedSyncs }, { settings }) {
      if (rememberedSyncs < settings.syncs) return null;
      const least = (rememberedSyncs * settings.share) / 100;
      return dirtiedRuns.filter(({ dirtiedIn }) => dirtiedIn >= least);
    },
  },
});
