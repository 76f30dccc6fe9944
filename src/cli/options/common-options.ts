import { colorModes } from '../color.js';
import { choiceOption, switchOption } from './text-option.js';

/** Options that every command has. */
export const commonOptions = {
  color: choiceOption({
    choices: colorModes,
    description: 'colours; auto means on a terminal, unless NO_COLOR is set',
    fallback: 'auto',
  }),
  debug: switchOption('verbose, and a stack trace with an error'),
};
