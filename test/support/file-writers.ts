import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../cli/program.js';
import { ndjsonOf, shortMigration } from './migrate-answers.js';
import { sampleReference } from '../validate/sample-reference.js';

/** A command that writes a file, and where. */
export interface FileWriter {
  readonly name: string;
  /** The file that it writes, within a folder. */
  readonly file: string;
  /** Its arguments, for a folder to write in. */
  args(folder: string): readonly string[];
  /** Set where a file grows: by whole lines, and not from one state to another. */
  readonly grows?: true;
  /** Set where it takes long. */
  readonly isSlow?: true;
}

const guest = '--mem 1 --cpus 1 --stress-mem 64';
const sweep = `sweep ${guest} --seed 1..40 --workers 1`;

const challenge =
  'challenge --strategy original --against responsive --range mem=1 link-gbit=1 cpus=1 stress-mem=100..800 --candidates 8 ' +
  '--repeat 1 --finds 1 --workers 1';

const tune =
  'tune --mode original --suite stop-conditions --range auto-converge-step=5,10,15,20,25,30,35,40 --candidates 8 ' +
  '--repeat 1 --workers 1';

function words(text: string): string[] {
  return text.split(' ');
}

function toFile(name: string, commandLine: string, option: string): FileWriter {
  return {
    name,
    file: 'out',
    args: (folder) => [...words(commandLine), option, join(folder, 'out')],
  };
}

/** Makes the files that commands read; they are named in `fileWriters`. */
export async function writeInputs(inputs: string): Promise<void> {
  const make = async (file: string, commandLine: string): Promise<void> => {
    const { code, out, err } = await run(words(commandLine));
    if (code !== 0) throw new Error(err);
    writeFileSync(join(inputs, file), out);
  };
  await make('base.json', `${guest} --repeat 5 --format json`);
  mkdirSync(join(inputs, 'history'));
  for (const set of ['1', '2']) {
    await make(`history/${set}.json`, `${guest} --repeat 5 --format json`);
  }
  await make('report.json', `${guest} --format guestperf`);
  await make('part-1.ndjson', `${sweep} --format ndjson --shard 1/2`);
  await make('part-2.ndjson', `${sweep} --format ndjson --shard 2/2`);
  // The end of a migration: each answer before it is forecast.
  writeFileSync(join(inputs, 'answers.ndjson'), ndjsonOf(shortMigration.slice(-3)));
  writeFileSync(join(inputs, 'tables.json'), JSON.stringify(sampleReference()));
}

/**
 * Every option of every command that names a file to write.
 *
 * @param inputs the folder of `writeInputs`
 */
export function fileWriters(inputs: string): readonly FileWriter[] {
  const input = (name: string): string => join(inputs, name);
  const parts = `${input('part-1.ndjson')} ${input('part-2.ndjson')}`;
  const base = input('base.json');
  return [
    toFile('run --output', `${guest} --repeat 5 --format json`, '--output'),
    toFile('run --trace', `${guest} --repeat 5`, '--trace'),
    toFile('run --migration-progress', `${guest} --vmm cloud-hypervisor`, '--migration-progress'),
    {
      name: 'batch --output',
      file: 'post-copy-iters/post-copy-iters-5.json',
      args: (folder) => [
        ...words('batch --filter post-copy-iters/post-copy-iters-5 --mem 1 --cpus 1 --workers 1'),
        '--output',
        folder,
      ],
    },
    { ...toFile('sweep --output', `${sweep} --overwrite`, '--output'), grows: true },
    toFile('sweep --output of a table', `${sweep} --overwrite --format table`, '--output'),
    toFile('sweep --html', `${sweep} --downtime 100,200`, '--html'),
    toFile('merge --output', `merge ${parts}`, '--output'),
    toFile('merge --html', `merge ${parts} --pivot total-time:seed:repeat`, '--html'),
    toFile('compare --output', `compare ${base} ${base} --format json`, '--output'),
    toFile('compare --html', `compare --history ${input('history')}`, '--html'),
    toFile('watch --output', `watch --input ${input('answers.ndjson')}`, '--output'),
    toFile('watch --record', `watch --input ${input('answers.ndjson')}`, '--record'),
    toFile(
      'validate --output',
      `validate --recorded ${input('report.json')} --host generic-10g --format json --workers 1`,
      '--output',
    ),
    {
      ...toFile('advise --output', `advise ${guest} --link-mbit 900 --workers 1`, '--output'),
      isSlow: true,
    },
    toFile('challenge --output', challenge, '--output'),
    toFile('challenge --suite', challenge, '--suite'),
    { ...toFile('challenge --record', `${challenge} --overwrite`, '--record'), grows: true },
    toFile('tune --output', tune, '--output'),
    { ...toFile('tune --record', `${tune} --overwrite`, '--record'), grows: true },
    toFile('plot --output', `plot ${input('report.json')}`, '--output'),
    {
      ...toFile(
        'calibrate --out',
        `calibrate --reference ${input('tables.json')} --rows original --name lab --start generic-10g`,
        '--out',
      ),
      isSlow: true,
    },
    {
      ...toFile(
        'calibrate --output',
        `calibrate --recorded ${input('report.json')} --name lab`,
        '--output',
      ),
      isSlow: true,
    },
  ];
}

/** One of each way to write a file: what the other commands write goes the same ways. */
const everyWay = new Set([
  'run --output',
  'run --trace',
  'batch --output',
  'sweep --output',
  'plot --output',
]);

/** Whether this writer stands for a way to write. */
export function standsForAWay({ name }: FileWriter): boolean {
  return everyWay.has(name);
}

/** Puts a file in the place of what a command writes. */
export function putFile({ file }: FileWriter, folder: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** What is in a file before a command writes it. */
export const oldText = 'what was there before\n';
