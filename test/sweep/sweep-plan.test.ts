import { expect, test } from 'vitest';
import { type Axis, SweepPlan } from '../../src/sweep/sweep-plan.js';
import { parseValueList } from '../../src/sweep/value-list.js';

function axis(key: string, text: string): Axis {
  const list = parseValueList(text, `--${key}`);
  return {
    keys: [key],
    count: list.count,
    at: (index) => ({ [key]: list.at(index) }),
    writtenOut: () => list.writtenOut(),
    canonicalText: () => list.canonicalText(),
  };
}

test('the last axis changes first, before it seeds, before them repeats', () => {
  const plan = new SweepPlan([axis('a', '1,2'), axis('b', 'x,y')], parseValueList('s,t', ''), 2);
  expect([plan.points, plan.runs, plan.shape]).toEqual([4, 16, '2x2x2x2']);
  const texts = Array.from({ length: plan.runs }, (_, index) => {
    const { number, point, seed, repeat } = plan.run(index);
    return `${number} ${point['a']}${point['b']}${seed}${repeat}`;
  });
  expect(texts.slice(0, 6)).toEqual(['1 1xs1', '2 1xs2', '3 1xt1', '4 1xt2', '5 1ys1', '6 1ys2']);
  expect(texts.at(-1)).toBe('16 2yt2');
  expect(new Set(texts).size).toBe(16);
});

test('without axes there is one point', () => {
  const plan = new SweepPlan([], parseValueList('1..3', ''), 1);
  expect([plan.points, plan.runs, plan.shape]).toEqual([1, 3, '3x1']);
  expect(plan.run(2)).toEqual({ number: 3, point: {}, seed: '3', repeat: 1 });
});

test('a thousand million points take no time', () => {
  const plan = new SweepPlan(
    [axis('a', '1..100000'), axis('b', '1..10000')],
    parseValueList('1', ''),
    1,
  );
  expect(plan.runs).toBe(1e9);
  expect(plan.run(999_999_999).point).toEqual({ a: '100000', b: '10000' });
});
