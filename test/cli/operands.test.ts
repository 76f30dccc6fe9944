import { expect, test } from 'vitest';
import type { Operand } from '../../src/cli/command.js';
import { readOperands, usageText } from '../../src/cli/operands.js';

const base: Operand = { key: 'base', placeholder: 'BASE', description: 'before' };
const files: Operand = { key: 'files', placeholder: 'FILE', description: 'all', variadic: true };
const two = { name: 'compare', operands: [base, files] };

test('operands come by key, a list for a variadic one', () => {
  expect(readOperands(two, ['a', 'b', 'c'])).toEqual({ base: 'a', files: ['b', 'c'] });
  expect(readOperands({ name: 'run' }, [])).toEqual({});
});

test('one too few or too many is one sentence', () => {
  expect(() => readOperands(two, ['a'])).toThrow('compare: FILE is missing');
  expect(() => readOperands({ name: 'one', operands: [base] }, ['a', 'b'])).toThrow(
    'one: b is one argument too many: one takes BASE',
  );
  expect(() => readOperands({ name: 'run' }, ['a'])).toThrow(
    'run: a is one argument too many: run takes options only',
  );
});

test('one that may be left out is null, or an empty list', () => {
  const optional = [base, files].map((each): Operand => ({ ...each, optional: true }));
  const command = { name: 'compare', operands: optional };
  expect(readOperands(command, [])).toEqual({ base: null, files: [] });
  expect(readOperands(command, ['a'])).toEqual({ base: 'a', files: [] });
});

test('the usage names them', () => {
  expect(usageText(two)).toBe('[options] BASE FILE...');
  expect(usageText({ name: 'run' })).toBe('[options]');
});

test('an operand with choices takes only those', () => {
  const shell: Operand = {
    key: 'shell',
    placeholder: 'SHELL',
    description: '',
    choices: ['bash', 'zsh'],
  };
  const command = { name: 'completion', operands: [shell] };
  expect(readOperands(command, ['zsh'])).toEqual({ shell: 'zsh' });
  expect(() => readOperands(command, ['zhs'])).toThrow(
    'completion: zhs is not one of the choices; allowed: bash, zsh; did you mean zsh?',
  );
  expect(() => readOperands(command, [])).toThrow(
    'completion: SHELL is missing; allowed: bash, zsh',
  );
});
