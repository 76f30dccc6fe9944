import type { CommandEntry } from './command.js';

/** The command that options without a command name belong to. */
export const defaultCommand = 'run';

/** All commands, in the order of the help. Each is loaded only when it is asked for. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'simulate a migration and print its row (default command)',
    load: async () => (await import('./run/command.js')).runCommand,
  },
];
