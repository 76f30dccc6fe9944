import { expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.js';
import { failed, failureOf } from '../../src/workers/run-answer.js';

test('what the user can mend stays so on its way from a thread', () => {
  const problem = { subject: '--max-time', value: '9', problem: 'is too much', allowed: 'less' };
  const answer = structuredClone(failed(new InputError(problem)));
  const error = failureOf(answer);
  expect(error).toBeInstanceOf(InputError);
  expect(error.message).toBe('--max-time: 9 is too much; allowed: less');
});

test('a bug stays one', () => {
  const error = failureOf(structuredClone(failed(new RangeError('no such page'))));
  expect(error).not.toBeInstanceOf(InputError);
  expect(error.message).toBe('no such page');
});
