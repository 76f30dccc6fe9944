import { answerFormats } from '../../documents/answer.js';
import { colorModes } from '../color.js';
import { choiceOption, spokenSwitch, switchOption, outputFileOption } from './text-option.js';

/** Options that every command has. */
export const commonOptions = {
  color: choiceOption({
    choices: colorModes,
    description: 'colours; auto means on a terminal, unless NO_COLOR is set',
    fallback: 'auto',
  }),
  quiet: { ...switchOption('nothing on stderr but errors: no notes, no progress'), letter: 'q' },
  debug: spokenSwitch('verbose, and a stack trace with an error'),
};

/** Options of commands that print results. */
export const outputOptions = {
  format: choiceOption({
    choices: answerFormats,
    description: 'form of the results',
    fallback: 'table',
  }),
  output: outputFileOption({
    placeholder: 'FILE',
    description: 'write the results to a file, whole or not at all',
    fallback: null,
    fallbackText: 'stdout',
  }),
  ...commonOptions,
};
