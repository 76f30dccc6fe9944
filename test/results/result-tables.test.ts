import { expect, test } from 'vitest';
import { type RunRecord, runRecord } from '../../src/results/run-record.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { letterTables } from '../../src/results/result-tables.js';
import { cancelledRun, completedRun } from './sample-results.js';

type Row = readonly [total: number, downtime: number, iterations: number];

function published(mode: string, rows: readonly Row[]): RunRecord[] {
  return rows.map(([total, downtime, iterations], index) => ({
    ...runRecord(
      completedRun({ totalTimeMs: total, dirtySyncCount: iterations }, { mode, repeat: index + 1 }),
    ),
    downtime_ms: downtime,
  }));
}

test('prints the table of the cover letter, character for character', () => {
  const records = [
    ...published('original', [
      [404398, 515, 26],
      [392552, 528, 25],
      [400113, 447, 24],
    ]),
    ...published('background sync', [
      [239151, 681, 25],
      [295047, 587, 41],
      [289936, 681, 34],
    ]),
    ...published('background sync + responsive throttle', [
      [212786, 487, 22],
      [225246, 666, 23],
      [244053, 572, 27],
    ]),
  ];
  expect(renderText(letterTables(records), plainStyle)).toBe(`\
ramsize: 3000MB
|------------+-----------+----------+-----------+--------------|
|            | totaltime | downtime | iteration | max throttle |
|            | (ms)      | (ms)     | count     | percent      |
|------------+-----------+----------+-----------+--------------|
| original   | 404398    | 515      | 26        | 99%          |
|            | 392552    | 528      | 25        | 99%          |
|            | 400113    | 447      | 24        | 99%          |
|------------+-----------+----------+-----------+--------------|
| background | 239151    | 681      | 25        | 99%          |
| sync       | 295047    | 587      | 41        | 99%          |
|            | 289936    | 681      | 34        | 99%          |
|------------+-----------+----------+-----------+--------------|
| background | 212786    | 487      | 22        | 99%          |
| sync +     | 225246    | 666      | 23        | 99%          |
| responsive | 244053    | 572      | 27        | 99%          |
| throttle   |           |          |           |              |
|------------+-----------+----------+-----------+--------------|
`);
});

test('prints a table for each load, in the order of the runs', () => {
  const records = [150, 3000, 150].map((stressMib, index) =>
    runRecord(completedRun({}, { workload: { kind: 'stress', stressMib }, repeat: index + 1 })),
  );
  const titles = renderText(letterTables(records), plainStyle).match(/ramsize: .*/g);
  expect(titles).toEqual(['ramsize: 150MB', 'ramsize: 3000MB']);
});

test('has no downtime for a cancelled run and says below why it ended', () => {
  const records = [
    runRecord(cancelledRun({ totalTimeMs: 1_200_050 }, { repeat: 1 })),
    runRecord(cancelledRun({ reason: 'max-iters', dirtySyncCount: 201 }, { repeat: 2 })),
    runRecord(cancelledRun({ totalTimeMs: 1_200_050 }, { repeat: 3 })),
  ];
  const text = renderText(letterTables(records), plainStyle);
  expect(text).toContain('| original   | 1200050   | -        | 26        | 99%          |');
  expect(text).toContain('|            | 404398    | -        | 201       | 99%          |');
  expect(text.split('\n').slice(-3)).toEqual([
    'repeat 1 and 3: cancelled, not complete after 1200 seconds (--max-time)',
    'repeat 2: cancelled, more than 200 iterations (--max-iters)',
    '',
  ]);
});

test('widens a column for a value that needs it', () => {
  const records = [
    runRecord(completedRun({ totalTimeMs: 12_345_678_901 }, { mode: 'dirty-limit-of-vcpus' })),
  ];
  const lines = renderText(letterTables(records), plainStyle).trimEnd().split('\n').slice(1);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[4]).toContain('| dirty-limit-of-vcpus | 12345678901 |');
});
