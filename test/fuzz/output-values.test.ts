import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderMark } from './fuzz-case.js';
import { outputValue } from './output-values.js';

test('whatever a path is, it is one to write: no damage puts another text in its place', () => {
  fc.assert(
    fc.property(outputValue('out'), ({ outputs, text }) => {
      expect(outputs).not.toEqual([]);
      expect(text?.startsWith(folderMark)).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
});
