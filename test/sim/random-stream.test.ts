import { expect, test } from 'vitest';
import { RandomStream, RandomStreams } from '../../src/sim/random-stream.js';

function draw(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.uniform());
}

test('the same name gives the same numbers', () => {
  expect(draw(new RandomStream('a'), 20)).toEqual(draw(new RandomStream('a'), 20));
});

test('seed, repeat and cause each make a stream of their own', () => {
  const first = [
    new RandomStreams('s', 1).stream('link'),
    new RandomStreams('t', 1).stream('link'),
    new RandomStreams('s', 2).stream('link'),
    new RandomStreams('s', 1).stream('workload'),
  ].map((stream) => stream.uniform());
  expect(new Set(first).size).toBe(4);
});

test('one cause does not shift the numbers of another', () => {
  const alone = new RandomStreams('s', 1);
  const beside = new RandomStreams('s', 1);
  draw(beside.stream('link'), 7);
  expect(draw(beside.stream('workload'), 5)).toEqual(draw(alone.stream('workload'), 5));
});

test('uniform numbers lie in [0, 1)', () => {
  const numbers = draw(new RandomStream('uniform'), 10_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, number) => sum + number, 0) / 10_000).toBeCloseTo(0.5, 1);
});

test('an array is filled with the numbers that are drawn one by one, from any of them on', () => {
  const [filled, single] = [new RandomStream('a'), new RandomStream('a')];
  const numbers = new Float64Array(7);
  for (let round = 0; round < 3; round++) {
    expect(filled.normal()).toBe(single.normal());
    filled.fillNormal(numbers);
    expect([...numbers]).toEqual(Array.from({ length: 7 }, () => single.normal()));
  }
});

test('normal numbers have mean 0, deviation 1 and no correlation with their neighbour', () => {
  const stream = new RandomStream('normal');
  const count = 20_000;
  const numbers = Array.from({ length: count }, () => stream.normal());
  const mean = numbers.reduce((sum, number) => sum + number, 0) / count;
  const square = numbers.reduce((sum, number) => sum + number * number, 0) / count;
  const lagged = numbers.slice(1).reduce((sum, number, i) => sum + number * numbers[i], 0) / count;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(square - 1)).toBeLessThan(0.04);
  expect(Math.abs(lagged)).toBeLessThan(0.03);
});
