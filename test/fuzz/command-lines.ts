import fc from 'fast-check';
import { optionTable } from '../../src/cli/command-line.js';
import type { Command } from '../../src/cli/command.js';
import { flagOf } from '../../src/cli/options/option.js';
import { recordedOptions } from '../../src/cli/options/recorded-options.js';
import { commands } from '../../src/commands.js';
import { isSettingKey } from '../../src/settings/table.js';
import type { CommandLine, WrittenOption } from './command-line.js';
import { textOf } from './content.js';
import type { Corpus } from './corpus.js';
import { type DrawnValue, inputValue, plainValue } from './drawn-value.js';
import { maybe } from './maybe.js';
import { valuesOfOption, type ValueTable, valueTable } from './option-values.js';
import { axisOptions, settingOptions } from './setting-options.js';

/** What a command line of a command has to have beside what is drawn for it, and how often a command is drawn. */
interface Habit {
  readonly weight: number;
  /** Keys of options that are there nearly always, and of those that always are: what stands for them is much work. */
  readonly usual?: readonly string[];
  readonly always?: readonly string[];
  /** Keys of options that are hardly ever there: they contradict the usual ones. */
  readonly rare?: readonly string[];
  /** Where its settings come from. */
  readonly settings?: fc.Arbitrary<readonly WrittenOption[]>;
}

/** What only guestperf's comparisons have: the other suites refuse it. */
const forComparisons = [
  'filter',
  'cpus',
  'mem',
  'sleep',
  'dirtyRingSize',
  'qemu',
  ...Object.keys(recordedOptions),
];

const habits: Readonly<Record<string, Habit>> = {
  run: { weight: 300, rare: ['dstHost', 'migrationProgress'], settings: settingOptions },
  batch: {
    weight: 100,
    always: ['suite'],
    usual: ['workers'],
    rare: forComparisons,
  },
  sweep: {
    weight: 120,
    usual: ['workers'],
    rare: ['dstHost', 'pivot', 'resume'],
    settings: axisOptions,
  },
  merge: { weight: 80, usual: ['output'] },
  compare: { weight: 120, rare: ['githubSummary', 'match'] },
  validate: {
    weight: 80,
    always: ['reference'],
    usual: ['workers', 'seeds', 'host'],
    rare: ['recorded', 'suite'],
  },
  // Each asks for hundreds of runs.
  advise: { weight: 5, usual: ['stressMem', 'workers', 'runs'] },
  'new-strategy': { weight: 30 },
  // Each shrinks what it finds.
  challenge: {
    weight: 5,
    always: ['candidates', 'maxTime'],
    usual: ['strategy', 'against', 'workers', 'repeat', 'finds'],
  },
  tune: {
    weight: 5,
    always: ['suite', 'candidates'],
    usual: ['mode', 'workers', 'repeat'],
  },
  watch: { weight: 100, usual: ['input'], rare: ['qmp', 'virsh', 'connect'] },
  plot: { weight: 80 },
  calibrate: { weight: 30, usual: ['output'], rare: ['out', 'recorded'] },
  completion: { weight: 8 },
};

export interface Commands {
  readonly lines: fc.Arbitrary<CommandLine>;
  /** The flags of all commands. */
  readonly flags: readonly string[];
}

/** Command lines of all commands, with which nothing is wrong in itself. */
export async function commandLines(corpus: Corpus): Promise<Commands> {
  const table = valueTable(corpus);
  const loaded = await Promise.all(commands.map((entry) => entry.load()));
  const lines = loaded.map((command) => {
    const habit = habits[command.name];
    if (habit === undefined) throw new Error(`nobody has said how to draw ${command.name}`);
    return { weight: habit.weight, arbitrary: linesOf(command, habit, table, corpus) };
  });
  const keys = loaded.flatMap((command) => Object.keys(optionTable(command)));
  return { lines: fc.oneof(...lines), flags: [...new Set(keys.map(flagOf))] };
}

function linesOf(
  command: Command,
  { always = [], rare = [], settings, usual = [] }: Habit,
  table: ValueTable,
  corpus: Corpus,
): fc.Arbitrary<CommandLine> {
  const own = Object.entries(optionTable(command)).filter(
    ([key]) => settings === undefined || !isSettingKey(key),
  );
  const model = own.map(([key, option]) => {
    const values = valuesOfOption(key, option, table);
    if (always.includes(key)) return [key, values] as const;
    const often = rare.includes(key) ? 60 : 12;
    return [key, usual.includes(key) ? mostly(values) : maybe(values, often)] as const;
  });
  const others = fc
    .record(Object.fromEntries(model), { noNullPrototype: true })
    .map((drawn) =>
      Object.entries(drawn).flatMap(([key, value]): WrittenOption[] =>
        value === undefined ? [] : [{ flag: flagOf(key), value }],
      ),
    );
  const name = command.name === 'run' ? fc.constantFrom('run', null) : fc.constant(command.name);
  return fc
    .tuple(name, settings ?? fc.constant([]), others, operandsOf(command, table, corpus))
    .map(([written, first, second, operands]) => ({
      command: written,
      options: [...first, ...second],
      operands,
    }));
}

function mostly<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 30, arbitrary });
}

function operandsOf(
  { name, operands = [] }: Command,
  table: ValueTable,
  corpus: Corpus,
): fc.Arbitrary<readonly DrawnValue[]> {
  if (name === 'merge') return partsOf(corpus);
  if (name === 'plot') return fc.tuple(table['report']);
  return fc.tuple(
    ...operands.map(({ choices, key }) =>
      choices === undefined ? table[key] : fc.constantFrom(...choices).map(plainValue),
    ),
  );
}

/** The parts of a sweep in any order, perhaps without one of them. */
function partsOf({ parts }: Corpus): fc.Arbitrary<readonly DrawnValue[]> {
  return fc
    .constantFrom(parts.ndjson, parts.csv)
    .chain((texts) => {
      const all = [...texts.entries()];
      return fc.oneof(
        { weight: 3, arbitrary: fc.shuffledSubarray(all, { minLength: all.length }) },
        { weight: 1, arbitrary: fc.shuffledSubarray(all, { minLength: 1 }) },
      );
    })
    .map((chosen) => chosen.map(([index, text]) => inputValue(`part-${index}`, textOf(text))));
}
