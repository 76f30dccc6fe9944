import { existsSync } from 'node:fs';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { say } from '../cli/message.js';
import { commonOptions } from '../cli/options/shared-options.js';
import { checkOutputFile, writeOutputFile } from '../cli/output-file.js';
import type { Terminal } from '../cli/terminal.js';
import { InputError } from '../input/input-error.js';
import { shippedStrategies } from '../strategies/load-strategy.js';
import { strategySuite } from './strategy-suite.js';
import { strategyTemplate } from './strategy-template.js';

export const newStrategyCommand: Command = {
  name: 'new-strategy',
  summary:
    'Write a strategy to begin with, and a suite that puts it beside the shipped modes, into this folder.',
  examples: [
    {
      purpose: 'from idea to table: edit gentle.mjs in between',
      commandLine:
        'guestperf-sim new-strategy gentle && guestperf-sim batch --suite ./gentle-suite.json',
    },
  ],
  operands: [
    { key: 'newStrategy', placeholder: 'NAME', description: 'small letters, digits and hyphens' },
  ],
  optionGroups: [{ title: 'Output:', options: commonOptions }],
  execute: (values, terminal) => newStrategy(String(values['newStrategy']), terminal),
};

async function newStrategy(name: string, terminal: Terminal): Promise<ExitCode> {
  checkName(name);
  const files = {
    [`${name}.mjs`]: strategyTemplate(name),
    [`${name}-suite.json`]: strategySuite(name),
  };
  for (const file of Object.keys(files)) {
    if (existsSync(file)) {
      throw new InputError({ subject: 'new-strategy', value: file, problem: 'already exists' });
    }
    checkOutputFile(file, 'new-strategy');
  }
  for (const [file, text] of Object.entries(files)) writeOutputFile(file, text, 'new-strategy');
  say(terminal, `wrote ${Object.keys(files).join(' and ')}`);
  return exitCode.done;
}

/** @throws InputError if a strategy cannot be called so */
function checkName(name: string): void {
  const refuse = (problem: string, allowed?: string): never => {
    throw new InputError({ subject: 'NAME', value: name, problem, allowed });
  };
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(name)) {
    refuse('is not a name', 'a small letter, then up to 40 small letters, digits and hyphens');
  }
  if (shippedStrategies().includes(name)) refuse('is the name of a shipped strategy');
}
