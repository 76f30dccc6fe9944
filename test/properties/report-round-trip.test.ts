import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import type { GuestperfTiming } from '../../src/guestperf/report-timings.js';
import type { ReportSetting } from '../../src/guestperf/reported-run.js';
import { reportText } from '../../src/guestperf/report-text.js';
import { simulatedReport } from '../../src/guestperf/simulated-report.js';
import { isAtLeast } from '../../src/profiles/qemu-version.js';
import { anyCodePoint } from '../support/code-points.js';
import { simulateUnchecked } from '../support/parts.js';
import { missingForLoader } from '../support/guestperf-loader.js';
import { anyScenario } from '../support/random-scenarios.js';
import { deep, drawn, draws } from '../support/draws.js';

const RUNS = deep(15, 40);

const optionalText = fc.option(fc.string({ unit: anyCodePoint }));
const valued = fc.option(fc.string({ minLength: 1 }));
const list = fc.option(fc.array(fc.string()).map((items) => items.join(',')));

const settings: fc.Arbitrary<ReportSetting> = fc.record({
  binary: optionalText,
  dstHost: optionalText,
  kernel: optionalText,
  initrd: optionalText,
  transport: optionalText,
  srcMemBind: list,
  dstMemBind: list,
  srcCpuBind: list,
  dstCpuBind: list,
  preallocPages: valued,
  hugePages: valued,
  lockedPages: valued,
  notes: fc.array(fc.string()),
});

/** The records of each thread, in order. */
function byThread(records: readonly GuestperfTiming[]): GuestperfTiming[][] {
  const threads = new Map<number, GuestperfTiming[]>();
  for (const record of records) {
    const thread = threads.get(record.tid) ?? [];
    thread.push(record);
    threads.set(record.tid, thread);
  }
  return [...threads.values()];
}

function neighbours<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.slice(1).map((item, index) => [items[index], item]);
}

test('every report that is written is read back equal, and guestperf would load it', () => {
  const seen = { completed: 0, cancelled: 0 };
  fc.assert(
    fc.property(anyScenario, settings, (scenario, setting) => {
      const result = simulateUnchecked(scenario);
      if (result.status !== 'failed') seen[result.status]++;
      const report = simulatedReport(result, setting);
      const text = reportText(report);
      expect(parseGuestperfReport('written', text, 'REPORT')).toEqual(report);
      // ASCII, as Python's json.dumps.
      expect(text).toMatch(/^[\n -~]*$/);
      const { version } = scenario;
      const read: unknown = JSON.parse(text);
      expect(missingForLoader(read, '7.2')).toBeNull();
      expect(missingForLoader(read, '8.1') === null).toBe(isAtLeast(version, '8.1'));
      expect(missingForLoader(read, '10.0') === null).toBe(isAtLeast(version, '10.0'));
    }),
    draws(RUNS, 6),
  );
  expect(seen.completed).toBeGreaterThan(drawn(RUNS) / 3);
  expect(seen.cancelled).toBeGreaterThan(drawn(RUNS) / 15);
});

test('a report is one that guestperf could have written', () => {
  fc.assert(
    fc.property(anyScenario, settings, (scenario, setting) => {
      const report = simulatedReport(simulateUnchecked(scenario), setting);
      const history = report.progress_history;
      const end = history[history.length - 1];
      for (const [before, after] of neighbours(history)) {
        expect(after.now).toBeGreaterThan(before.now);
        if (after !== end) expect(after.ram.iterations).toBeGreaterThan(before.ram.iterations);
      }
      expect(['completed', 'cancelled']).toContain(end.status);
      // Polls are 50 ms apart.
      for (const { now } of history) expect((now * 20) % 1).toBeCloseTo(0, 4);
      for (const thread of byThread(report.vcpu_timings)) {
        expect(thread).toHaveLength(report.qemu_timings.length);
        for (const [before, after] of neighbours(thread)) {
          const elapsedMs = (after.timestamp - before.timestamp) * 1000;
          expect(after.value).toBeGreaterThanOrEqual(before.value);
          // A tick of the clock by which Linux counts CPU time.
          expect(after.value - before.value).toBeLessThanOrEqual(elapsedMs + 10.001);
        }
      }
      const rounds = Math.max(0, scenario.settings.sleep - 1);
      const isCompleted = end.status === 'completed';
      const during = Math.floor(end.now - 1e9 - rounds + 1e-6);
      expect(report.qemu_timings).toHaveLength(rounds + during + (isCompleted ? rounds : 0));
      for (const thread of byThread(report.guest_timings)) {
        for (const [before, after] of neighbours(thread)) {
          // A line is printed when the GiB is done that began with the line before it.
          const elapsedMs = (after.timestamp - before.timestamp) * 1000;
          expect(Math.abs(after.value - elapsedMs)).toBeLessThanOrEqual(1.5);
        }
      }
    }),
    draws(RUNS, 7),
  );
});
