import { contradictions, foreignOptions, wildOptions } from './contradictions.mjs';
import { nameChoices, numberRanges } from './option-tables.mjs';
import { mutatedComparisons, mutatedHost, mutatedSuite } from './profile-files.mjs';
import { misspelt, spoiledJson } from './spoil.mjs';

/**
 * Puts a flaw into a good line. The text of errors, and which of several comes first, is part of
 * what has to stay.
 *
 * @returns the line, with `flaw` saying what is wrong with it
 */
export function broken(random, shipped, line) {
  const context = { random, shipped, line, step: line.steps.at(-1) };
  for (;;) {
    const flaw = flawOf(line.command, random)(context);
    if (flaw !== null) return { ...line, isGood: false, flaw };
  }
}

/** Kinds of flaws and how often each is taken, where it fits the command. */
const flaws = {
  unknownOption: [1, unknownOption],
  unknownName: [2, unknownName],
  unknownCommand: [0.5, unknownCommand],
  outOfRange: [2, outOfRange],
  notANumber: [1, notANumber],
  missingValue: [1, missingValue],
  missingFile: [1, missingFile],
  badFile: [4, badFile],
  strayOperand: [0.7, strayOperand],
  noFolder: [1, noFolder],
  foreign: [1, foreign],
  contradiction: [4, contradiction],
  wild: [2.5, wild],
};

const weights = Object.fromEntries(Object.entries(flaws).map(([name, [weight]]) => [name, weight]));

/** Flaws that are found before the work begins, which is all that `calibrate` can be given. */
const quickFlaws = [unknownOption, unknownName, strayOperand, missingFile];

function flawOf(command, random) {
  return command === 'calibrate' ? random.pick(quickFlaws) : flaws[random.pickWeighted(weights)][1];
}

function outOfRange({ random, line, step }) {
  const ranges = Object.entries(numberRanges[line.command] ?? {});
  if (ranges.length === 0) return null;
  const [flag, [min, max]] = random.pick(ranges);
  const outside = max < 1 ? [0, max + 0.1] : [min - 1, ...(max < Infinity ? [max + 1] : [])];
  step.settings.set(flag, String(random.pick(outside)));
  return `${flag} out of range`;
}

function notANumber({ random, line, step }) {
  const flags = Object.keys(numberRanges[line.command] ?? {});
  if (flags.length === 0) return null;
  const flag = random.pick(flags);
  step.settings.set(flag, random.pick(['abc', '1.5.2', '', '1e3x', '0x10', 'NaN', '1,,2', '5..1']));
  return `${flag} is not a number`;
}

function unknownOption({ random, step }) {
  const [flag = '--format'] = random.sample([...step.settings.keys()], 1);
  const value = step.settings.get(flag) ?? 'table';
  step.settings.delete(flag);
  step.settings.set(misspelt(random, flag), value);
  return `${flag} misspelt`;
}

function unknownName({ random, line, step }) {
  const choices = Object.entries(nameChoices[line.command] ?? {});
  if (choices.length === 0) return null;
  const [flag, names] = random.pick(choices);
  step.settings.set(flag, misspelt(random, random.pick(names)));
  return `value of ${flag} misspelt`;
}

function unknownCommand({ random, line, step }) {
  step.command = misspelt(random, line.command);
  return 'command misspelt';
}

function missingValue({ random, line, step }) {
  const flags = Object.keys(numberRanges[line.command] ?? {});
  const flag = random.pick(['--output', '--color', ...flags]);
  step.settings.delete(flag);
  step.settings.set(flag, true);
  return `${flag} without a value`;
}

/** Options that name a file to read, by command. */
const readingOptions = {
  run: ['--host', '--workload', '--policy'],
  sweep: ['--host', '--workload', '--policy', '--matrix'],
  batch: ['--host', '--suite'],
  validate: ['--host', '--suite', '--reference', '--recorded'],
  advise: ['--host', '--workload', '--dirty-rate'],
  calibrate: ['--reference', '--start', '--recorded'],
};

function missingFile({ random, line, step }) {
  const flags = readingOptions[line.command];
  const missing = random.pick(['nowhere.json', './nowhere', 'nowhere/']);
  if (flags === undefined) {
    step.operands.splice(random.integer(0, step.operands.length), 1, missing);
    return 'operand does not exist';
  }
  const flag = random.pick(flags);
  step.settings.set(flag, missing);
  return `file of ${flag} does not exist`;
}

/** A file that is nearly one of its kind, by the option that reads it. */
const spoiledFiles = {
  '--host': (random, shipped) => spoiledJson(random, mutatedHost(random, shipped)),
  '--workload': (random, shipped) =>
    spoiledJson(random, random.pick(Object.values(shipped.workloads))),
  '--policy': (random, shipped) =>
    spoiledJson(random, random.pick(Object.values(shipped.policies))),
  '--suite': (random, shipped) =>
    random.chance(0.3)
      ? spoiledJson(random, mutatedComparisons(random, shipped))
      : spoiledJson(random, mutatedSuite(random, shipped), ['modes']),
  '--matrix': (random) => spoiledMatrix(random),
  '--dirty-rate': (random) =>
    spoiledJson(random, { status: 'measured', 'calc-time': 1, 'dirty-rate': 50 }),
  '--reference': (random, shipped) =>
    spoiledJson(random, shipped.references['auto-converge-refinements-v1']),
  '--recorded': (random) => spoiledJson(random, { hardware: { cpus: 1, mem: 1 }, scenario: {} }),
};

const badMatrices = [
  '',
  'stress-mem\n',
  'stress-men\n50\n',
  'stress-mem,downtime\n50\n',
  'stress-mem\n50\n50\n',
  'stress-mem,stress-mem\n5,6\n',
  'stress-mem\nmany\n',
  '"stress-mem\n50\n',
  '[1, 2]',
];

function spoiledMatrix(random) {
  const row = { 'stress-mem': 50, downtime: 100, 'auto-converge': 'on' };
  return random.chance(0.6) ? random.pick(badMatrices) : spoiledJson(random, [row]);
}

function badFile({ random, shipped, line, step }) {
  const flags = (readingOptions[line.command] ?? []).filter((flag) => flag in spoiledFiles);
  if (flags.length === 0) return null;
  const flag = random.pick(flags);
  const file = flag === '--matrix' ? 'spoiled.csv' : 'spoiled.json';
  line.files[file] = spoiledFiles[flag](random, shipped);
  step.settings.set(flag, file);
  if (flag === '--workload') step.settings.delete('--stress-mem');
  if (flag === '--matrix')
    for (const own of ['--stress-mem', '--downtime']) step.settings.delete(own);
  return `file of ${flag} spoiled`;
}

function strayOperand({ random, step }) {
  step.operands.push(random.pick(['extra', '7', 'nowhere.json']));
  return 'an operand too many';
}

function noFolder({ random, line, step }) {
  const more = { run: ['--trace'], sweep: ['--html'], merge: ['--html'] };
  const flag = random.pick(['--output', ...(more[line.command] ?? [])]);
  step.settings.set(flag, random.pick(['nowhere/file.txt', '.']));
  return `${flag} cannot be written`;
}

function foreign({ random, line, step }) {
  if (!['run', 'sweep'].includes(line.command)) return null;
  const other = step.settings.has('--vmm') ? foreignOptions.qemu : foreignOptions.cloudHypervisor;
  const [flag, value] = random.pick(other);
  step.settings.set(flag, value);
  return `${flag} is of the other engine`;
}

function contradiction({ random, line, step }) {
  const known = contradictions[line.command];
  if (known === undefined) return null;
  const settings = random.pick(known);
  for (const [flag, value] of Object.entries(settings)) step.settings.set(flag, value);
  return `contradicting or lacking: ${Object.keys(settings).join(' ')}`;
}

/** Options without regard to each other: which complaint comes first has to stay, too. */
function wild({ random, line, step }) {
  if (!['run', 'sweep'].includes(line.command)) return null;
  const added = random.sample(wildOptions, random.integer(2, 6));
  for (const [flag, value] of added) step.settings.set(flag, value);
  return `drawn without rules: ${added.map(([flag]) => flag).join(' ')}`;
}
