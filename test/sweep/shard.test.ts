import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shardIndices, shardSize } from '../../src/sweep/shard.js';
import { runHash } from '../../src/sweep/sweep-plan.js';
import { draws } from '../support/draws.js';

const hashOf = (index: number): number =>
  runHash({ number: 0, point: { x: String(index) }, seed: '1', repeat: 1 });

test('shards are disjoint, complete, ascending and of equal size', () => {
  const size = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 40 }), (runs, count) => {
      const shards = Array.from({ length: count }, (_, index) => {
        const shard = { index: index + 1, count };
        const indices = [...shardIndices(runs, shard, hashOf)];
        expect(indices).toHaveLength(shardSize(runs, shard));
        expect(indices).toEqual(indices.toSorted((a, b) => a - b));
        return indices;
      });
      const all = shards.flat().sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: runs }, (_, index) => index));
      const sizes = shards.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
    draws(20),
  );
});

test('a shard is no stripe: it follows the hash, not the number', () => {
  const third = [...shardIndices(700, { index: 3, count: 7 }, hashOf)];
  const places = new Set(third.map((index) => index % 7));
  expect(places.size).toBe(7);
});

test('the hash depends on what a run is, not on its number', () => {
  const run = { number: 4, point: { a: '1' }, seed: 's', repeat: 2 };
  expect(runHash({ ...run, number: 9 })).toBe(runHash(run));
  const others = [
    { ...run, point: { a: '2' } },
    { ...run, point: { b: '1' } },
    { ...run, seed: 't' },
    { ...run, repeat: 3 },
  ];
  for (const other of others) expect(runHash(other)).not.toBe(runHash(run));
});
