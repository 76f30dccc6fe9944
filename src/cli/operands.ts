import { InputError } from '../scenario/input-error.js';
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
): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = {};
  const rest = [...args];
  for (const { key, placeholder, variadic } of operands) {
    if (rest.length === 0) {
      throw new InputError({ subject: name, problem: `${placeholder} is missing` });
    }
    values[key] = variadic ? rest.splice(0) : (rest.shift() as string);
  }
  if (rest.length === 0) return values;
  const accepted = operands.length === 0 ? 'options only' : operands.map(shownOperand).join(' ');
  throw new InputError({
    subject: name,
    value: rest[0],
    problem: `is one argument too many: ${name} takes ${accepted}`,
  });
}

function shownOperand({ placeholder, variadic }: Operand): string {
  return variadic ? `${placeholder}...` : placeholder;
}
