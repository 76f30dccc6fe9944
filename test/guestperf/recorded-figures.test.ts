import { describe, expect, test } from 'vitest';
import { recordedFigures } from '../../src/guestperf/recorded-figures.js';
import { recordedProgress, recordedReport } from '../support/recorded-reports.js';

function ram(iterations: number, transferred: number): Readonly<Record<string, unknown>> {
  return { ...recordedProgress().ram, iterations, transferred_bytes: transferred };
}

describe('the figures of a recording', () => {
  const history = [
    recordedProgress({ ram: ram(1, 10), throttle_pcent: 0 }),
    recordedProgress({ ram: ram(4, 20), duration: 900, throttle_pcent: 30 }),
  ];

  test('a completed run', () => {
    const end = recordedProgress({
      status: 'completed',
      ram: ram(6, 30),
      duration: 1500,
      downtime: 12,
    });
    expect(recordedFigures(recordedReport({ progress_history: [...history, end] }))).toEqual({
      status: 'completed',
      total_time_ms: 1500,
      downtime_ms: 12,
      iterations: 6,
      max_throttle_percent: 30,
      transferred_bytes: 30,
    });
  });

  test("QEMU's own last answer and what was derived come first", () => {
    const end = recordedProgress({
      status: 'completed',
      ram: ram(6, 30),
      duration: 1500,
      downtime: 12,
    });
    const extra = {
      final_query_migrate: { status: 'completed', 'total-time': 1490, downtime: 11 },
      derived: { max_throttle: 40 },
    };
    expect(
      recordedFigures(recordedReport({ progress_history: [...history, end], extra })),
    ).toMatchObject({ total_time_ms: 1490, downtime_ms: 11, max_throttle_percent: 40 });
  });

  test('a cancelled run ends with the last answer that has figures, and has no downtime', () => {
    const end = recordedProgress({ status: 'cancelled', ram: ram(0, 0), duration: 0 });
    expect(recordedFigures(recordedReport({ progress_history: [...history, end] }))).toEqual({
      status: 'cancelled',
      total_time_ms: 900,
      downtime_ms: null,
      iterations: 4,
      max_throttle_percent: 30,
      transferred_bytes: 20,
    });
  });
});
