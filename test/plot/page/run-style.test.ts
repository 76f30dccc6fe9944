import { expect, test } from 'vitest';
import { runColorName, runDash, runLetter } from '../../../src/plot/page/run-style.js';

test('letters go on behind Z', () => {
  const letters = [0, 25, 26, 51, 52, 701, 702].map((number) => runLetter({ number }));
  expect(letters).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('of fifty runs no two have both the colour and the dashes in common', () => {
  const looks = Array.from({ length: 50 }, (_, number) =>
    JSON.stringify([runColorName({ number }), runDash({ number })]),
  );
  expect(new Set(looks).size).toBe(50);
});
