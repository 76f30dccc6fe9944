import { expect, test } from 'vitest';
import { fitsTogether, followed } from '../../src/calibrate/fit-steps.js';
import { fitSteps, levenbergMarquardt } from '../../src/calibrate/levenberg-marquardt.js';

const options = { differenceStep: 0.01, maxIterations: 20, minimumGain: 1e-6 };
const residualsAt = ([x, y]: readonly number[]) => [x - 3, 2 * (y - 7), (x * y - 21) / 5];
const parametersFrom = (start: readonly number[]) =>
  start.map((value) => ({ start: value, minimum: 0.1, maximum: 100 }));

test('fits that go on together find what each finds alone', () => {
  const starts = [
    [1, 1],
    [50, 2],
    [3, 7],
  ];
  const alone = starts.map((start) =>
    levenbergMarquardt(parametersFrom(start), residualsAt, options),
  );
  const asked: number[] = [];
  const together = followed(
    fitsTogether(starts.map((start) => fitSteps(parametersFrom(start), options))),
    (point) => {
      asked.push(point[0]);
      return residualsAt(point);
    },
  );
  expect(together).toEqual(alone);
  expect(asked).toHaveLength(alone.reduce((sum, { evaluations }) => sum + evaluations, 0));
});

test('what one asks for is asked at once', () => {
  const steps = fitSteps(parametersFrom([1, 1]), options);
  expect(steps.next().value).toHaveLength(1);
  // Central differences of two numbers.
  expect(steps.next([residualsAt([1, 1])]).value).toHaveLength(4);
});
