import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiCharacters } from '../../src/plot/character-cells.js';
import { textToNumbers } from '../../src/plot/number-text.js';
import { pageData } from '../../src/plot/page-data.js';
import { reportChart } from '../../src/plot/report-chart.js';
import { terminalPlot } from '../../src/plot/terminal-plot.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { recordedProgress, recordedReport } from '../support/recorded-reports.js';

/** As far as a report may go: others are refused. */
const number = fc.oneof(
  fc.constantFrom(0, 1, 5e-324, 1_700_000_000.25, Number.MAX_SAFE_INTEGER),
  fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
  fc.integer({ min: 0, max: 100_000 }),
);

const timing = fc.record({ tid: fc.constantFrom(1, 2, 3), timestamp: number, value: number });

const progress = fc
  .record({ now: number, duration: number, throttle_pcent: number, downtime: number })
  .chain((top) =>
    fc
      .record({
        transferred_bytes: number,
        remaining_bytes: number,
        total_bytes: number,
        dirty_rate_pps: number,
        iterations: number,
      })
      .map((ram) => {
        const sample = recordedProgress();
        return { ...sample, ...top, ram: { ...sample.ram, ...ram } };
      }),
  );

const report = fc
  .record({
    progress_history: fc.array(progress, { minLength: 1, maxLength: 8 }),
    guest_timings: fc.array(timing, { maxLength: 12 }),
    qemu_timings: fc.array(timing, { maxLength: 8 }),
    vcpu_timings: fc.array(timing, { maxLength: 12 }),
  })
  .map((changes) => recordedReport(changes));

const choice = {
  iterations: true,
  totalGuest: true,
  splitGuest: true,
  qemuCpu: true,
  vcpuCpu: true,
  progress: true,
} as const;

test('whatever numbers a report can have, it is drawn, in a page and in the terminal', () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1, maxLength: 3 }), (reports) => {
      const charts = reports.map((each) => reportChart(each, 'odd.json'));
      const { runs } = pageData(charts, { ...choice, align: 'migration' }, 'test');
      for (const { series } of runs) {
        for (const line of series) {
          const values = textToNumbers(line.values, line.unit);
          expect(values.every(Number.isFinite)).toBe(true);
          expect(textToNumbers(line.seconds, 1)).toHaveLength(values.length);
        }
      }
      const options = { width: 60, characters: asciiCharacters, style: plainStyle };
      const text = terminalPlot(charts, { ...choice, align: 'start' }, options);
      expect(text).not.toMatch(/undefined|NaN/);
    }),
  );
});
