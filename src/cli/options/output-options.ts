import { answerFormats } from '../../documents/answer.js';
import { commonOptions } from './common-options.js';
import { choiceOption, textOption } from './text-option.js';

/** Options of commands that print results. */
export const outputOptions = {
  format: choiceOption({
    choices: answerFormats,
    description: 'form of the results',
    fallback: 'table',
  }),
  output: textOption({
    placeholder: 'FILE',
    description: 'write the results to a file, whole or not at all',
    fallback: null,
    fallbackText: 'stdout',
  }),
  ...commonOptions,
};
