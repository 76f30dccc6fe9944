import type { PublishedFigureRow } from '../report/published-figures.js';
import type { RunRecord } from '../report/run-record.js';
import type { Suite, SuitePublished } from '../scenario/suite.js';
import { percentOff } from './relative-error.js';
import { median } from './statistics.js';

/** What a published figure is called, and where a record has it. */
const figures: readonly (readonly [
  keyof SuitePublished,
  name: string,
  read: (record: RunRecord) => number | null,
])[] = [
  ['totalTimeMs', 'totaltime (ms)', (record) => record.total_time_ms],
  ['downtimeMs', 'downtime (ms)', (record) => record.downtime_ms],
  ['transferredKb', 'transferred (KB)', (record) => record.transferred_bytes / 1024],
];

/** The figures that a suite's modes were published with, next to the medians of its runs. */
export function publishedFigures(
  suite: Suite,
  records: readonly RunRecord[],
): PublishedFigureRow[] {
  return suite.modes.flatMap(({ name, published }) => {
    if (published === undefined) return [];
    const runs = records.filter(({ mode }) => mode === name);
    return figures.flatMap(([key, figure, read]): PublishedFigureRow[] => {
      const theirs = published[key];
      const ours = runs.map(read).filter((value) => value !== null);
      if (theirs === undefined) return [];
      if (ours.length === 0) {
        return [{ mode: name, figure, published: theirs, simulated: null, errorPercent: null }];
      }
      const simulated = median(ours);
      const errorPercent = percentOff(simulated, theirs);
      return [{ mode: name, figure, published: theirs, simulated, errorPercent }];
    });
  });
}
