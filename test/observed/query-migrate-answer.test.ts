import { expect, test } from 'vitest';
import { readObserved } from '../../src/observed/read-observed.js';

const source = { file: 'series.ndjson', option: '--input' };
const ram = {
  total: 134750208,
  remaining: 782336,
  transferred: 52556213,
  duplicate: 24705,
  normal: 12788,
  'dirty-pages-rate': 1534,
  'dirty-sync-count': 5,
  mbps: 127.9,
};
const active = { status: 'active', 'total-time': 3031, 'setup-time': 1, ram };
/** As QEMU 7.2 said it to who asked when the event came that it has completed. */
const uncounted = { ...active, status: 'completed', 'total-time': 0, downtime: 0 };
const counted = { ...active, status: 'completed', 'total-time': 3127, downtime: 2 };

function readingsOf(...answers: readonly object[]) {
  const text = answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
  return readObserved(text, source).readings;
}

test('a migration that has completed and whose times are not counted yet has none', () => {
  expect(readingsOf(active, uncounted)).toMatchObject([
    { status: 'active', elapsedMs: 3031 },
    { status: 'completed', elapsedMs: 3031, downtimeMs: null },
  ]);
});

test('and where the next answer has them, that is the end', () => {
  expect(readingsOf(active, uncounted, uncounted, counted)).toMatchObject([
    { status: 'active' },
    { status: 'completed', elapsedMs: 3127, downtimeMs: 2 },
  ]);
});
