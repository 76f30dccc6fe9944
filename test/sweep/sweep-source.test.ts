import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SweepRun } from '../../src/sweep/sweep-plan.js';
import { SweepSource } from '../../src/sweep/sweep-source.js';
import type { RunAnswer } from '../../src/workers/run-answer.js';
import type { RunRecord } from '../../src/results/run-record.js';
import type { Scenario } from '../../src/engines/scenario.js';

function* runs(count: number): Generator<SweepRun> {
  for (let number = 1; number <= count; number++) yield { number, point: {}, seed: '1', repeat: 1 };
}

function sourceOf(count: number, written: number[], interruption = new AbortController().signal) {
  return new SweepSource({
    runs: runs(count),
    interruption,
    scenarioOf: () => ({}) as Scenario,
    write: (run) => written.push(run.number),
    onProgress: () => {},
  });
}

const answer: RunAnswer = { record: {} as RunRecord, report: null };

test('records are written in order, in whatever order the runs end', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 9 }), (choices, workers) => {
      const written: number[] = [];
      const source = sourceOf(50, written);
      const inHand: number[] = [];
      for (const choice of choices) {
        const task = inHand.length < workers ? source.take() : 'wait';
        if (task !== null && task !== 'wait') inHand.push(task.index);
        else if (inHand.length === 0) break;
        else source.finish(inHand.splice(choice % inHand.length, 1)[0], answer);
      }
      expect(written).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    }),
  );
});

test('a slow run holds the others back before memory is full of their records', () => {
  const written: number[] = [];
  const source = sourceOf(100_000, written);
  const slow = source.take();
  let fast = 0;
  for (let task = source.take(); task !== null && task !== 'wait'; task = source.take()) {
    source.finish(task.index, answer);
    fast++;
  }
  expect({ fast, written: written.length }).toEqual({ fast: 4095, written: 0 });
  expect(slow).toMatchObject({ index: 0 });
  source.finish(0, answer);
  expect(written).toHaveLength(4096);
  expect(source.take()).toMatchObject({ index: 4096 });
});

test('an interruption leaves no gap', () => {
  const written: number[] = [];
  const interruption = new AbortController();
  const source = sourceOf(10, written, interruption.signal);
  source.take();
  source.take();
  source.finish(1, answer);
  interruption.abort();
  expect(source.take()).toBeNull();
  source.finish(0, answer);
  expect(written).toEqual([1, 2]);
});
