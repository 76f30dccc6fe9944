import { expect, test } from 'vitest';
import type { RamReading } from '../../src/observed/migration-reading.js';
import { FrayedEdge } from '../../src/watch/frayed-edge.js';
import { reading } from '../support/readings.js';

const window = 24 * 256;

/** The edge after windows with so many zero pages each, between pages with content. */
function after(...zeroPages: readonly number[]): FrayedEdge {
  const { ram } = reading(0);
  if (ram === null) throw new RangeError('a reading without RAM');
  const edge = new FrayedEdge();
  let seen: RamReading = { ...ram, normalPages: 0, zeroPages: 0 };
  edge.add(seen);
  for (const zero of zeroPages) {
    seen = {
      ...seen,
      normalPages: (seen.normalPages ?? 0) + window,
      zeroPages: (seen.zeroPages ?? 0) + zero,
    };
    edge.add(seen);
  }
  return edge;
}

const dense = [3, 0, 5, 2];
const frayed = [400, 150, 600, 300];

test('pages without content between others are the edge of what is in use', () => {
  expect(after(...dense).isNear).toBe(false);
  expect(after(...dense, ...frayed).isNear).toBe(true);
});

test('are none where memory has not been dense before', () => {
  expect(after(...frayed).isNear).toBe(false);
});

test('are none if they lie together: huge pages', () => {
  expect(after(...dense, 512, 2, 0, 1024).isNear).toBe(false);
});

test('are behind after a stretch that was never used', () => {
  expect(after(...dense, ...frayed, 800_000).isNear).toBe(false);
});

test('tell how much was sent when they began to show', () => {
  expect(after(...dense).startPages).toBeNull();
  expect(after(...dense, ...frayed, ...frayed).startPages).toBe(7 * window);
});
