import type { CommandEntry } from './cli/command.js';

/** The command that options without a command name belong to. */
export const defaultCommand = 'run';

/** All commands, in the order of the help. Each is loaded only when it is asked for. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'simulate a migration and print its row (default command)',
    load: async () => (await import('./run/command.js')).runCommand,
  },
  {
    name: 'batch',
    summary: 'run a suite, every load in every mode, and print its tables',
    load: async () => (await import('./batch/command.js')).batchCommand,
  },
  {
    name: 'sweep',
    summary: 'run every combination of settings, or a part of it, and keep each run',
    load: async () => (await import('./sweep/command.js')).sweepCommand,
  },
  {
    name: 'merge',
    summary: 'merge the parts of a sweep, and name what is missing',
    load: async () => (await import('./merge/command.js')).mergeCommand,
  },
  {
    name: 'compare',
    summary: 'compare two sets of results, with statistics and thresholds',
    load: async () => (await import('./compare/command.js')).compareCommand,
  },
  {
    name: 'validate',
    summary: 'compare published tables with their simulation',
    load: async () => (await import('./validate/command.js')).validateCommand,
  },
  {
    name: 'advise',
    summary: 'tell whether a guest will converge, how long it takes, and which settings to use',
    load: async () => (await import('./advise/command.js')).adviseCommand,
  },
  {
    name: 'new-strategy',
    summary: 'write a strategy of your own to begin with, and a suite for it',
    load: async () => (await import('./new-strategy/command.js')).newStrategyCommand,
  },
  {
    name: 'challenge',
    summary: 'search for scenarios in which a strategy does worst compared with another',
    load: async () => (await import('./challenge/command.js')).challengeCommand,
  },
  {
    name: 'tune',
    summary: 'search for the settings of a strategy that are best over the loads of a suite',
    load: async () => (await import('./tune/command.js')).tuneCommand,
  },
  {
    name: 'watch',
    summary: 'follow a running migration, and forecast its end',
    load: async () => (await import('./watch/command.js')).watchCommand,
  },
  {
    name: 'plot',
    summary: 'draw reports as one offline page, or in the terminal',
    load: async () => (await import('./plot/command.js')).plotCommand,
  },
  {
    name: 'calibrate',
    summary: 'make a host profile from your own runs, or from published tables',
    load: async () => (await import('./calibrate/command.js')).calibrateCommand,
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    load: async () => (await import('./completion/command.js')).completionCommand,
  },
];
