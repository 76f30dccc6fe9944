import { describe, expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { InputError } from '../../src/input/input-error.js';
import {
  recordedDocument,
  recordedHardware,
  recordedProgress,
} from '../support/recorded-reports.js';

const PATH = 'runs/a.json';

/** The message with which `text` is refused. */
function refusal(text: string): string {
  try {
    parseGuestperfReport(PATH, text, '--recorded');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the report was accepted');
}

const refusalOf = (document: object): string => refusal(JSON.stringify(document));

describe('a report of any version of guestperf is read as it is', () => {
  const oldest = recordedDocument();
  const newest = recordedDocument({
    hardware: recordedHardware({ dirty_ring_size: 4096, huge_pages: 'yes', src_cpu_bind: ['1'] }),
    scenario: {
      ...oldest.scenario,
      multifd: true,
      multifd_channels: 4,
      multifd_compression: 'zstd',
      dirty_limit: false,
      x_vcpu_dirty_limit_period: 500,
      vcpu_dirty_limit: 1,
    },
    progress_history: [
      recordedProgress({
        dirty_limit_throttle_time_per_round: 0,
        dirty_limit_ring_full_time: 0,
      }),
    ],
    guest_timings: [{ tid: 1, timestamp: 1.5, value: 319 }],
    result: { success: true },
  });
  test.each([
    ['7.2', oldest],
    ['10.0', newest],
    ['a recording', recordedDocument({ extra: { class: 'C', qemu_version: '7.2.22' } })],
  ])('%s', (_name, document) => {
    expect(parseGuestperfReport(PATH, JSON.stringify(document), '--recorded')).toEqual(document);
  });
});

describe('bad input is refused with one sentence', () => {
  test('text that was cut short', () => {
    const text = JSON.stringify(recordedDocument());
    for (const length of [1, 100, text.length - 1]) {
      const message = refusal(text.slice(0, length));
      expect(message).toMatch(/^--recorded: 'runs\/a\.json' is not JSON, or was cut short \(.+\)$/);
      expect(message).not.toContain('\n');
    }
  });

  test('JSON that is not a report', () => {
    expect(refusal('{}')).toBe('runs/a.json: hardware: missing, so this is not a guestperf report');
    expect(refusalOf({ schema: 'guestperf-sim/results/1', results: [] })).toBe(
      'runs/a.json: hardware: missing, so this is not a guestperf report',
    );
    expect(refusal('[1, 2]')).toBe(
      "runs/a.json: (top level): '[1,2]' is not an object, so this is not a guestperf report",
    );
    expect(refusal('null')).toContain('this is not a guestperf report');
  });

  test.each([
    ['compression', recordedDocument({ compression: {} })],
    ['hardware.numa', recordedDocument({ hardware: recordedHardware({ numa: 2 }) })],
    [
      'progress_history[1].vfio',
      recordedDocument({ progress_history: [recordedProgress(), recordedProgress({ vfio: 1 })] }),
    ],
  ])('a layout that is newer, by the key %s', (path, document) => {
    expect(refusalOf(document)).toBe(
      `runs/a.json: ${path}: unknown key, so the report is of a layout newer than that of ` +
        'QEMU 10.2, or of a changed guestperf',
    );
  });

  test('a field that is missing, by its path', () => {
    const { ram } = recordedProgress();
    const { iterations: _iterations, ...withoutIterations } = ram;
    const document = recordedDocument({
      progress_history: [recordedProgress(), recordedProgress({ ram: withoutIterations })],
    });
    expect(refusalOf(document)).toBe(
      'runs/a.json: progress_history[1].ram.iterations: missing, so this is not a guestperf ' +
        'report; allowed: a number',
    );
  });

  test('a field of another type, with its value', () => {
    expect(refusalOf(recordedDocument({ hardware: recordedHardware({ cpus: 'two' }) }))).toBe(
      'runs/a.json: hardware.cpus: "two" is not a number, so this is not a guestperf report; allowed: 1 to 1024 (vCPUs)',
    );
  });

  test('a history without answers', () => {
    const message = refusalOf(recordedDocument({ progress_history: [] }));
    expect(message).toMatch(/^runs\/a\.json: progress_history: '\[\]' is out of range/);
  });
});
