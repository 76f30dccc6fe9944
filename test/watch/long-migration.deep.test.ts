import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { plainStyle } from '../../src/documents/text-style.js';
import { brailleCharacters } from '../../src/plot/character-cells.js';
import { observedReport } from '../../src/observed/observed-report.js';
import type { Forecaster } from '../../src/watch/forecaster.js';
import { LinesView } from '../../src/watch/lines-view.js';
import { ndjsonView } from '../../src/watch/ndjson-view.js';
import { Recording } from '../../src/watch/recording.js';
import { ScreenView } from '../../src/watch/screen-view.js';
import { WatchedMigration } from '../../src/watch/watched-migration.js';
import { reading } from '../support/readings.js';

const MIB = 2 ** 20;
const answers = 20_000;

/** Says the same at any time: what is measured is what the program keeps around it. */
const steady: Forecaster = {
  observe: () => {},
  setup: () => {},
  forecast: () => ({
    endMs: { low: 1, median: 1e7, high: 2e7 },
    downtimeMs: null,
    converges: 0.5,
    limitedBy: 'link',
    unknown: null,
    hopeless: null,
  }),
  changes: () => [],
};

/** Heap that is in use after garbage was collected, bytes. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

test('20,000 answers leave little behind', () => {
  const migration = new WatchedMigration(steady);
  const recording = new Recording();
  const size = () => ({ columns: 100, rows: 40 });
  const write = (): void => {};
  const views = [ndjsonView(write), new LinesView(write, plainStyle, null)];
  const characters = brailleCharacters;
  const screen = new ScreenView({
    name: 'x',
    domain: null,
    write,
    style: plainStyle,
    characters,
    size,
  });
  const before = usedHeap();
  for (let at = 1; at <= answers; at++) {
    const answer = reading(at * 500);
    recording.answer(answer, null);
    const state = migration.answer(answer);
    for (const view of views) view.answer(state);
    // Still more answers than a screen keeps points.
    if (at % 8 === 0) screen.answer(state);
  }
  // A recording keeps every answer; the rest does not grow.
  expect((usedHeap() - before) / MIB).toBeLessThan(20);
  migration.answer(reading(answers * 500 + 1, { status: 'completed', downtimeMs: 7 }));
  const { checks } = migration.outcome(null);
  expect(checks.map(({ percent, elapsedMs }) => elapsedMs / (answers * 500) / percent)).toEqual(
    [25, 50, 75].map(() => expect.closeTo(0.01, 4)),
  );
  expect(observedReport(recording.run('completed')).extra?.polls).toHaveLength(answers);
});
