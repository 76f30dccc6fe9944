import fc from 'fast-check';
import { recordedOptions } from '../../src/cli/options/recorded-options.js';
import { shippedStrategies } from '../../src/strategies/load-strategy.js';
import type { Option } from '../../src/cli/options/option.js';
import { metricNames } from '../../src/compare/comparison-metric.js';
import { isSettingKey } from '../../src/settings/table.js';
import { optionalKinds } from '../../src/advise/kinds.js';
import { type Content, documentOf } from './content.js';
import type { Corpus } from './corpus.js';
import { type DrawnValue, inputValue, plainValue } from './drawn-value.js';
import { folderMark } from './fuzz-case.js';
import { hostileText } from './hostile-texts.js';
import { migrationAnswers } from './migration-answers.js';
import { outputValue } from './output-values.js';
import { profileDocuments } from './profile-documents.js';
import { dirtyRateStats, observedMigrations } from './observed-documents.js';
import { dirtyRates, matricesOf, references, resultsOf } from './result-documents.js';
import { strategyFiles } from './strategy-files.js';
import { suiteDocuments } from './suite-documents.js';
import { matrixRow } from './setting-options.js';
import { valuesOfSetting } from './setting-values.js';

const texts = (...choices: string[]): fc.Arbitrary<DrawnValue> =>
  fc.constantFrom(...choices).map(plainValue);

const anyText = fc
  .oneof(
    fc.constantFrom('x', '/usr/bin/qemu', '0-3'),
    hostileText.filter((text) => text !== ''),
  )
  .map(plainValue);

const files = (name: string, contents: fc.Arbitrary<Content>): fc.Arbitrary<DrawnValue> =>
  contents.map((content) => inputValue(name, content));

/** A shipped one now and then, else a file. */
const profile = (key: string, contents: fc.Arbitrary<Content>, ...names: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: files(`${key}.json`, contents) },
    { weight: 1, arbitrary: texts(...names) },
  );

const axisNames = ['stress-mem', 'cpus', 'seed', 'repeat', 'mode', 'max-time', 'bandwidth'];
const pivot = fc
  .tuple(
    fc.constantFrom('total-time', 'downtime', 'iterations', 'x'),
    fc.constantFrom(...axisNames),
    fc.constantFrom(...axisNames),
  )
  .map((parts) => plainValue(parts.join(':')));

/** Values of what is no setting, by the keys of options and operands. */
export type ValueTable = Readonly<Record<string, fc.Arbitrary<DrawnValue>>>;

export function valueTable(corpus: Corpus): ValueTable {
  const few = texts('1', '1', '2', '3');
  const results = resultsOf(corpus);
  const outputs = ['output', 'trace', 'migrationProgress', 'html', 'record'];
  return {
    ...Object.fromEntries(outputs.map((key) => [key, outputValue(key)])),
    out: fc.oneof(texts(`${folderMark}out.json`), outputValue('out')),
    host: profile('host', profileDocuments.host, 'generic-10g', 'qemu-lab'),
    start: profile('start', profileDocuments.host, 'generic-10g'),
    workload: profile('workload', profileDocuments.workload, 'idle', 'random', 'sparse'),
    strategy: fc.oneof(
      { weight: 4, arbitrary: strategyFiles },
      { weight: 1, arbitrary: texts(...shippedStrategies()) },
    ),
    suite: files('suite.json', suiteDocuments),
    reference: files('reference.json', references),
    recorded: files('recorded.json', fc.constantFrom(...corpus.reports).map(documentOf)),
    input: files('input.ndjson', migrationAnswers(corpus)),
    // Nobody listens there, and none of these is the name of a domain.
    qmp: texts(`${folderMark}none.qmp`, `${folderMark}`, 'localhost:99999'),
    virsh: texts('-x', '--connect'),
    connect: texts('-x'),
    interval: texts('10', '1s'),
    matrix: files('matrix.csv', matricesOf(matrixRow)),
    dirtyRate: fc.oneof(
      files('rate.json', fc.oneof(dirtyRates, dirtyRateStats)),
      texts('40MiB/s@1s', '3MiB/s', '1Gbit/s@250ms', '0MiB/s@1s', '-'),
    ),
    progress: fc.oneof(files('progress.json', observedMigrations), texts('-')),
    base: files('base.json', results),
    heads: files('head.json', results),
    // What other options and operands of the case have put there.
    history: texts(folderMark, `${folderMark}none`),
    report: files('report.json', results),
    repeat: few,
    seeds: few,
    runs: few,
    // In this process a good name would leave its files in the folder of the project.
    newStrategy: texts('v2', 'Mine', 'a b', '../x', ''),
    against: texts('original', 'merged', 'precopy', 'responsive'),
    candidates: few,
    finds: few,
    least: texts('0.1', '5', '1000000'),
    range: texts(
      'mem=1',
      'cpus=1..2',
      'link-gbit=1..10',
      'throttle-tailslow=on,off',
      'workload=idle',
      'mem=2..1',
      'x=1',
    ),
    // More are threads, of which each costs as much as many cases.
    workers: texts('1'),
    maxError: texts('0', '5', '99.5', '1e3'),
    noise: texts('0', '1', '50.5'),
    alpha: texts('0.05', '0.5', '0.000001'),
    linkGbit: texts('0.001', '1', '10000', '900Mbit'),
    linkMbit: texts('1', '900', '10000000'),
    maxDowntime: texts('1', '300', '2000000'),
    maxTotal: texts('1', '60', '1000000'),
    minGuestSpeed: texts('0', '50', '100'),
    shard: texts('1/1', '1/2', '2/2', 'auto', 'auto/2', '1/1000000'),
    without: texts(...optionalKinds, optionalKinds.join(',')),
    metrics: texts(...metricNames, metricNames.join(',')),
    match: texts('scenario', 'mode,cpus', 'parameters.downtime', 'x'),
    threshold: texts('total-time<5%', 'downtime<=300ms,iterations<9', 'not-converged<1'),
    filter: texts('*', 'a*', '[a-c]*/?*', '[', '[!'),
    name: texts('a', 'my-hosts'),
    pivot,
  };
}

/** What an option accepts by itself. */
export function valuesOfOption(
  key: string,
  { choices, placeholder }: Option<unknown>,
  table: ValueTable,
): fc.Arbitrary<DrawnValue> {
  if (placeholder === null) return fc.constant(plainValue(null));
  if (Object.hasOwn(table, key)) return table[key];
  if (choices !== undefined) return texts(...choices);
  if (isSettingKey(key)) return valuesOfSetting(key).map((value) => plainValue(String(value)));
  if (key in recordedOptions) return anyText;
  throw new Error(`nobody has said which values of ${key} to draw`);
}
