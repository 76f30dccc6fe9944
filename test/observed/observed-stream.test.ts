import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ObservedStream } from '../../src/observed/observed-stream.js';
import { readObserved } from '../../src/observed/read-observed.js';

const source = { file: 'standard input', option: '--input' };

test('a line of a series is a reading at once, and all of them are what the whole text is', () => {
  const text = readFileSync('test/observed/series/postcopy-1.ndjson', 'utf8');
  const stream = new ObservedStream(source);
  const counts = text
    .trimEnd()
    .split('\n')
    .map((line) => stream.line(line).length);
  expect(new Set(counts)).toEqual(new Set([1]));
  expect(stream.end()).toEqual([]);
  expect(stream.migration).toEqual(readObserved(text, source));
});

test('a block of domjobinfo is read when the next begins, or nothing follows', () => {
  const stream = new ObservedStream(source);
  const counts = [
    '',
    'Job type: Unbounded',
    'Time elapsed: 1 ms',
    'Job type: Unbounded',
    'Time elapsed: 2 ms',
    '',
    'Job type: None',
  ].map((line) => stream.line(line).map(({ elapsedMs }) => elapsedMs));
  expect(counts).toEqual([[], [], [], [1], [], [2], []]);
  expect(stream.end()).toMatchObject([{ status: 'failed', elapsedMs: 2 }]);
});
