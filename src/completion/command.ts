import type { Command } from '../cli/command.js';
import { commands } from '../commands.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { helpTopics } from '../cli/help/topics.js';
import { commonOptions } from '../cli/options/shared-options.js';
import type { Terminal } from '../cli/terminal.js';
import { bashScript } from './bash-script.js';
import { type CompletedCommand, type CompletedTopic, completionModel } from './completion-model.js';
import { fishScript } from './fish-script.js';
import { zshScript } from './zsh-script.js';

type Script = (commands: readonly CompletedCommand[], topics: readonly CompletedTopic[]) => string;

const scripts: Readonly<Record<string, Script>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export const completionCommand: Command = {
  name: 'completion',
  summary: 'Print a script that completes commands, options, names and files in your shell.',
  examples: [
    {
      purpose: 'fish',
      commandLine: 'guestperf-sim completion fish > ~/.config/fish/completions/guestperf-sim.fish',
    },
    {
      purpose: 'bash: in this shell; in ~/.bashrc for all',
      commandLine: 'source <(guestperf-sim completion bash)',
    },
    {
      purpose: 'zsh: in ~/.zshrc, after compinit',
      commandLine: 'source <(guestperf-sim completion zsh)',
    },
  ],
  operands: [
    {
      key: 'shell',
      placeholder: 'SHELL',
      description: Object.keys(scripts).join(', '),
      choices: Object.keys(scripts),
    },
  ],
  optionGroups: [{ title: 'Output:', options: commonOptions }],
  execute: (values, terminal) => completion(values as { readonly shell: string }, terminal),
};

async function completion(
  { shell }: { readonly shell: string },
  terminal: Terminal,
): Promise<ExitCode> {
  terminal.out.write(scripts[shell](await completionModel(commands), helpTopics));
  return exitCode.done;
}
