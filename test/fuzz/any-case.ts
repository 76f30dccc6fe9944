import fc from 'fast-check';
import { argumentDamage, argumentsOf, damagedArguments } from './argument-damage.js';
import { type CommandLine, valuesIn } from './command-line.js';
import { commandLines } from './command-lines.js';
import type { Corpus } from './corpus.js';
import { damagedFile, type FileDamage, type Input } from './drawn-value.js';
import { fileDamage } from './file-damage.js';
import type { CaseFile, FuzzCase } from './fuzz-case.js';
import { maybe } from './maybe.js';

const environments = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Readonly<Record<string, string>>>(
      { FORCE_COLOR: '1' },
      { COLUMNS: '-5', LANG: 'C' },
      { COLUMNS: '1e9', LC_ALL: 'en_US.UTF-8' },
      { SLURM_ARRAY_TASK_ID: 'x', SLURM_ARRAY_TASK_COUNT: '2' },
      { JOB_COMPLETION_INDEX: '1' },
      { GITHUB_STEP_SUMMARY: '{folder}/summary.md' },
    ),
  },
);

/** Which of the files of a command line is damaged, and how. */
const damageOfOne = fc.record({ place: fc.nat(20), damage: fileDamage });

/** Any command line with any files. */
export async function anyCase(corpus: Corpus): Promise<fc.Arbitrary<FuzzCase>> {
  const { flags, lines } = await commandLines(corpus);
  return fc
    .record({
      line: lines,
      argument: maybe(argumentDamage, 2),
      file: fc.oneof(maybe(damageOfOne, 2), damageOfOne),
      environment: environments,
      isTerminal: fc.boolean(),
      isInterrupted: maybe(fc.constant(true), 50),
    })
    .map(({ argument, environment, file, isInterrupted = false, isTerminal, line }) => {
      const sound: FuzzCase = {
        args: argumentsOf(line),
        files: Object.assign({}, ...valuesIn(line).map((value) => value.files)),
        outputs: [...valuesIn(line).flatMap(({ outputs }) => outputs), 'summary.md', 'foreign'],
        environment,
        isTerminal,
        // A calibration takes minutes: only its beginning is looked at.
        isInterrupted: isInterrupted || line.command === 'calibrate',
        culprits: [...partsOf(line), ...Object.keys(environment)],
        sound: null,
      };
      const damagedOf = argument && damagedArguments(line, argument, flags);
      const damagedIn = file && filesOf(line, sound.files, file);
      if (damagedOf === undefined && damagedIn === undefined) return sound;
      return {
        ...sound,
        args: damagedOf?.args ?? sound.args,
        files: damagedIn?.files ?? sound.files,
        culprits: [
          ...(damagedOf?.culprits ?? []),
          ...(damagedIn?.culprits ?? []),
          ...Object.keys(environment),
          // What is missing is in none of its parts.
          ...(line.command === 'merge' ? ['merge'] : []),
        ],
        sound,
      };
    });
}

type Files = Readonly<Record<string, CaseFile>>;

function filesOf(
  line: CommandLine,
  files: Files,
  { damage, place }: { readonly place: number; readonly damage: FileDamage },
): { readonly files: Files; readonly culprits: readonly string[] } {
  const inputs = valuesIn(line).flatMap(({ input }) => (input === null ? [] : [input]));
  if (inputs.length === 0) return { files, culprits: [] };
  const input = inputs[place % inputs.length];
  const { [input.name]: _sound, ...others } = files;
  const file = damagedFile(input, damage);
  return {
    files: file === null ? others : { ...others, [input.name]: file },
    culprits: [input.name, ...namesIn(input)],
  };
}

/** What a message may call a file instead: a suite by its name, which may be what is damaged. */
function namesIn({ name }: Input): readonly string[] {
  const flag = `--${name.split('.')[0]}`;
  if (flag === '--reference') return [flag, '--rows', ': cells['];
  return [flag, ...(flag === '--suite' ? ['suite '] : [])];
}

/** Any part of a command line, or an option that it lacks: settings may contradict each other. */
function partsOf(line: CommandLine): readonly string[] {
  return [
    line.command ?? 'run',
    '--',
    ...(line.command === 'new-strategy' ? ['NAME'] : []),
    ...valuesIn(line).flatMap(({ input }) =>
      input === null ? [] : [input.name, ...namesIn(input)],
    ),
  ];
}
