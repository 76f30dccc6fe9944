// Holds back whatever chance says: what was dirtied of late, and any pages beside it.
import { defineStrategy } from 'guestperf-sim';

export default defineStrategy({
  name: 'holds-at-random',
  settings: {
    everyMs: { min: 1, max: 10_000, default: 300, whole: true, help: 'ms between two looks' },
    share: { min: 0, max: 100, default: 50, help: 'percent of the runs that are held back' },
    draw: { min: 0, max: 1_000_000, default: 0, whole: true, help: 'what else is drawn' },
  },
  holdBack: {
    everyMs: ({ everyMs }) => everyMs,
    pages({ dirtiedRuns, ramBytes }, { random, settings }) {
      const drawn = random(`draw-${settings.draw}`);
      const isIn = () => drawn.uniform() * 100 < settings.share;
      if (drawn.uniform() < 0.2) return null;
      if (drawn.uniform() < 0.5) return dirtiedRuns.filter(isIn);
      const pages = ramBytes / 4096;
      const runs = [];
      for (let page = 0; page < pages;) {
        const end = Math.min(pages, page + 1 + Math.floor(drawn.uniform() * 20_000));
        if (isIn()) runs.push({ start: page, end });
        page = end;
      }
      return runs;
    },
  },
});
