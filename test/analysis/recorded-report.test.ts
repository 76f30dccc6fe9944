import { describe, expect, test } from 'vitest';
import { parseRecordedReport } from '../../src/analysis/recorded-report.js';
import { InputError } from '../../src/scenario/input-error.js';
import { recordedDocument, recordedProgress } from '../support/recorded-reports.js';

const PATH = 'runs/a.json';

/** The message with which `text` is refused. */
function refusal(text: string): string {
  try {
    parseRecordedReport(PATH, text);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the report was accepted');
}

test('a report is read, with what is not looked at', () => {
  const report = parseRecordedReport(PATH, JSON.stringify(recordedDocument()));
  expect(report.hardware).toMatchObject({ cpus: 2, mem: 1 });
  expect(report.progress_history).toHaveLength(2);
  expect(report).toMatchObject({ transport: 'unix' });
  expect(report.extra).toBeUndefined();
});

describe('bad input is refused with one sentence', () => {
  test('text that was cut short', () => {
    const text = JSON.stringify(recordedDocument());
    for (const length of [0, 1, 100, text.length - 1]) {
      const message = refusal(text.slice(0, length));
      expect(message).toMatch(/^--recorded: 'runs\/a\.json' is not JSON, or was cut short \(.+\)$/);
      expect(message).not.toContain('\n');
    }
  });

  test('JSON that is not a report', () => {
    expect(refusal('{}')).toBe('runs/a.json: hardware: missing, so this is not a guestperf report');
    expect(refusal('[1, 2]')).toBe(
      "runs/a.json: (top level): '[1,2]' is not an object, so this is not a guestperf report",
    );
    expect(refusal('null')).toContain('this is not a guestperf report');
  });

  test('a field that is missing, by its path', () => {
    const { ram } = recordedProgress();
    const { iterations: _iterations, ...withoutIterations } = ram;
    const document = recordedDocument({
      progress_history: [recordedProgress(), recordedProgress({ ram: withoutIterations })],
    });
    expect(refusal(JSON.stringify(document))).toBe(
      'runs/a.json: progress_history[1].ram.iterations: missing, so this is not a guestperf ' +
        'report; allowed: a number',
    );
  });

  test('a field of another type, with its value', () => {
    const document = recordedDocument({ hardware: { cpus: 'two', mem: 1 } });
    expect(refusal(JSON.stringify(document))).toBe(
      'runs/a.json: hardware.cpus: "two" is not a number, so this is not a guestperf report',
    );
  });

  test('a history without answers', () => {
    const message = refusal(JSON.stringify(recordedDocument({ progress_history: [] })));
    expect(message).toMatch(/^runs\/a\.json: progress_history: '\[\]' is out of range/);
  });
});
