import fc from 'fast-check';
import { hostileText } from './hostile-texts.js';
import { type CommandLine, wordsOf } from './command-line.js';
import type { DrawnValue } from './drawn-value.js';
import { folderMark } from './fuzz-case.js';

/** Something that is wrong with a command line. */
export interface ArgumentDamage {
  readonly how:
    | 'misspell'
    | 'value'
    | 'missing'
    | 'repeat'
    | 'foreign'
    | 'extra'
    | 'fewer'
    | 'command'
    | 'global';
  /** The option, operand or letter, counted around all there are. */
  readonly place: number;
  readonly text: string;
}

export const argumentDamage: fc.Arbitrary<ArgumentDamage> = fc.record({
  how: fc.oneof(
    { weight: 8, arbitrary: fc.constant('value' as const) },
    {
      weight: 8,
      arbitrary: fc.constantFrom(
        ...([
          'misspell',
          'missing',
          'repeat',
          'foreign',
          'extra',
          'fewer',
          'command',
          'global',
        ] as const),
      ),
    },
  ),
  place: fc.nat(500),
  text: hostileText,
});

/** The arguments of a command line, and what a refusal of them has to name. */
export interface DamagedArguments {
  readonly args: readonly string[];
  readonly culprits: readonly string[];
}

const globals = ['--help', '-h', '--version', '-V', '--debug', '--color=always', '--'];

/**
 * The arguments of a command line with something wrong.
 *
 * @param flags those of all commands
 */
export function damagedArguments(
  line: CommandLine,
  { how, place, text }: ArgumentDamage,
  flags: readonly string[],
): DamagedArguments {
  const { options } = line;
  const name = line.command ?? 'run';
  const index = place % Math.max(1, options.length);
  const option = options.at(index);
  const isValued = option !== undefined && option.value.text !== null;
  const rest = options.filter((each) => each !== option);
  switch (how) {
    case 'value': {
      // A file in some other folder would be written, or read: only the folder of the case may be.
      if (!isValued || (isPath(option.value) && text !== '')) break;
      const changed = { ...option, value: { ...option.value, text } };
      const args = argumentsOf({ ...line, options: options.with(index, changed) });
      return { args, culprits: [option.flag, text.slice(0, 20)] };
    }
    case 'misspell': {
      if (option === undefined) break;
      const flag = misspelt(option.flag, place);
      const args = argumentsOf({ ...line, options: options.with(index, { ...option, flag }) });
      return { args, culprits: [flag] };
    }
    case 'missing': {
      if (!isValued) break;
      return {
        args: [...argumentsOf({ ...line, options: rest }), option.flag],
        culprits: [option.flag],
      };
    }
    case 'repeat': {
      if (option === undefined) break;
      return { args: [...argumentsOf(line), ...wordsOf(option)], culprits: [option.flag] };
    }
    case 'foreign': {
      const flag = flags[place % flags.length];
      return { args: [...argumentsOf(line), flag, `${folderMark}foreign`], culprits: [flag, name] };
    }
    case 'extra': {
      const extra = `${folderMark}no-${text.replaceAll(/[/.]/g, '')}`;
      return { args: [...argumentsOf(line), extra], culprits: [name, 'no-', 'BASE', 'HEAD'] };
    }
    case 'fewer': {
      if (line.operands.length === 0) break;
      const operands = line.operands.slice(1);
      return { args: argumentsOf({ ...line, operands }), culprits: [name] };
    }
    case 'command': {
      if (text.startsWith('-') || text === '') break;
      return { args: [text, ...argumentsOf(line).slice(1)], culprits: ['command'] };
    }
    case 'global': {
      const flag = globals[place % globals.length];
      return { args: [...argumentsOf(line), flag], culprits: [flag] };
    }
  }
  return { args: argumentsOf(line), culprits: [] };
}

/** Whether a value is of a file of the case: of one that is read, that is written, or that is neither there nor made. */
function isPath({ input, outputs, text }: DrawnValue): boolean {
  return input !== null || outputs.length > 0 || text?.startsWith(folderMark) === true;
}

/** A command line with which nothing is wrong. */
export function argumentsOf({ command, operands, options }: CommandLine): readonly string[] {
  // Operands come first: an option that takes a list would take them as well.
  return [
    ...(command === null ? [] : [command]),
    ...operands.flatMap(({ text }) => (text === null ? [] : [text])),
    ...options.flatMap(wordsOf),
  ];
}

/** A flag with a letter too many, too few, or two that changed places. */
function misspelt(flag: string, place: number): string {
  const at = 2 + (place % (flag.length - 2));
  const [before, letter, after] = [flag.slice(0, at), flag[at], flag.slice(at + 1)];
  switch (place % 3) {
    case 0:
      return `${before}${letter}${letter}x${after}`;
    case 1:
      return `${before}${after}z`;
    default:
      return `${flag}s`;
  }
}
