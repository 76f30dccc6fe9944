import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import type { Command, Operand } from './command.js';

type WithOperands = Pick<Command, 'name' | 'operands'>;

/** How a command is called, behind its name: `[options] BASE HEAD`. */
export function usageText({ operands = [] }: WithOperands): string {
  return ['[options]', ...operands.map(shownOperand)].join(' ');
}

/**
 * The values of a command's operands by key: a text each, a list of at least one for a variadic one.
 *
 * @throws InputError if there are too few or too many
 */
export function readOperands(
  { name, operands = [] }: WithOperands,
  args: readonly string[],
): Record<string, string | readonly string[] | null> {
  const values: Record<string, string | readonly string[] | null> = {};
  const rest = [...args];
  for (const operand of operands) {
    const taken = rest.splice(0, operand.variadic ? rest.length : 1);
    if (taken.length === 0 && !operand.optional) throw missingOperand(name, operand);
    for (const value of taken) checkChoice(name, operand, value);
    values[operand.key] = operand.variadic ? taken : (taken[0] ?? null);
  }
  if (rest.length === 0) return values;
  const accepted = operands.length === 0 ? 'options only' : operands.map(shownOperand).join(' ');
  throw new InputError({
    subject: name,
    value: rest[0],
    problem: `is one argument too many: ${name} takes ${accepted}`,
  });
}

/** An operand that has to be there and is not. */
export function missingOperand(
  name: string,
  { placeholder, choices }: Pick<Operand, 'placeholder' | 'choices'>,
): InputError {
  const problem = `${placeholder} is missing`;
  return new InputError({ subject: name, problem, allowed: choices?.join(', ') });
}

function checkChoice(name: string, { choices }: Operand, value: string): void {
  if (choices === undefined) return;
  knownName(value, choices, { subject: name, problem: 'is not one of the choices' });
}

function shownOperand({ placeholder, variadic }: Operand): string {
  return variadic ? `${placeholder}...` : placeholder;
}
