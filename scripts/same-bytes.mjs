// Runs two checkouts of the program on the same command lines, drawn from a seed, and compares every
// byte that they write: what a reorganisation must not change. See usage below.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkOutBase } from './same-bytes/base-checkout.mjs';
import { differences } from './same-bytes/difference.mjs';
import { observe } from './same-bytes/execute.mjs';
import { prepareInputs } from './same-bytes/inputs.mjs';
import { lineText } from './same-bytes/line.mjs';
import { commandNames, drawLine } from './same-bytes/lines.mjs';
import { withoutCsvColumns, withoutJsonFields } from './same-bytes/normalise.mjs';
import { readShipped } from './same-bytes/shipped.mjs';
import { Statistics } from './same-bytes/statistics.mjs';

/** Settings that only HEAD has, as fields of `parameters`. */
const newSettings = [
  'vm_mem',
  'avail_switchover_bandwidth',
  'link_gbit',
  'link_mbit',
  'ram_in_use',
];

/** Their options, and others that only HEAD has. */
const newOptions = [...newSettings, 'dirty_rate', 'progress', 'strategy']
  .map((name) => name.replaceAll('_', '-'))
  .join('|');

/** A line that is about one of them: of the help, with what it is wrapped into, or of a script of completion. */
const newOptionLine = new RegExp(
  String.raw`^(?: +'?--(?:${newOptions})[ =)].*\n(?: {30,}.*\n)*|complete .* -l (?:${newOptions}) .*\n)`,
  'gm',
);

/** Fields that records of HEAD have and those of BASE do not. */
const newFields = [
  'program_version',
  'host_hash',
  ...newSettings.flatMap((name) => [name, `parameters_${name}`]),
];

/**
 * What may differ. Each entry is applied to all texts of both programs before they are compared: it
 * takes out what is meant to change, and nothing beside it.
 *
 * @type {readonly { what: string, normalise(text: string, page: { script: string, hash: string } | null, command: string): string }[]}
 */
const intendedDifferences = [
  {
    what: 'records say which program and which host profile made them, and have more settings',
    normalise: (text) => withoutCsvColumns(withoutJsonFields(text, newFields), newFields),
  },
  {
    what: 'the id of a sweep is a hash of all that it depends on',
    normalise: (text) =>
      text
        .replaceAll(/("(?:sweep_)?id":\s*")[0-9a-f]{16}"/g, '$1<id>"')
        .replaceAll(/^[0-9a-f]{16},(?=\d+,\d+)/gm, '<id>,'),
  },
  {
    what: 'help and completion name the settings',
    normalise: (text) =>
      text
        .replaceAll(newOptionLine, '')
        .replaceAll(new RegExp(String.raw`--(?:${newOptions}) (?=-)`, 'g'), ''),
  },
  {
    what: 'a suite is a command line of run, whose zero page detection is that of the version',
    normalise: (text, _, command) =>
      command === 'batch'
        ? withoutCsvColumns(withoutJsonFields(text, ['zero_page_detection']), [
            'parameters_zero_page_detection',
          ])
        : text,
  },
  {
    what: 'a line under tables names host, version, seed and what of the RAM has content',
    normalise: (text) =>
      text.replaceAll(/^\nhosts? .*, (?:QEMU|Cloud Hypervisor) .*, seeds? .*content\n/gm, ''),
  },
  {
    what: 'stack traces of --debug name the files of the build',
    normalise: (text) => text.replaceAll(/^ {4}at .*\n/gm, ''),
  },
  {
    what: 'the program within a page of plot is a file of the build, and its hash stands in the page',
    normalise: (text, page) =>
      page === null
        ? text
        : text
            .replace(page.script, () => '<page.js>')
            .replace(page.hash, () => '<hash of page.js>'),
  },
];

const usage = `usage: node scripts/same-bytes.mjs BASE HEAD [options]
       node scripts/same-bytes.mjs --base COMMIT [options]

BASE and HEAD are folders of built checkouts. With --base COMMIT, BASE is made from that commit, and
HEAD is the checkout of this script.

  --count N     command lines to draw (default: 1000)
  --seed TEXT   what they are drawn from (default: 1)
  --only LIST   only lines of these commands: ${commandNames.join(', ')}
  --jobs N      lines at a time (default: 2)
  --show N      differences to print (default: 20); all are in the report
  --report FILE write all differences to a file
  --index N     only the line of this number, with all that BASE shows of it
  --list        print the lines and run nothing

Exit status: 0 all the same, 1 differences, 2 bad usage.
`;

const options = {
  base: { type: 'string' },
  count: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string', default: commandNames.join(',') },
  jobs: { type: 'string', default: '2' },
  show: { type: 'string', default: '20' },
  report: { type: 'string' },
  index: { type: 'string' },
  list: { type: 'boolean', default: false },
};

/** What is wrong with the command line of this script. */
class UsageError extends Error {}

const folder = mkdtempSync(join(tmpdir(), 'same-bytes-'));
try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(isUsage ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  for (const name of ['count', 'index', 'jobs', 'show']) checkNumber(name, values[name]);
  const checkouts = checkoutsOf(values, positionals);
  const numbered = drawLines(values, readShipped(checkouts.base));
  if (values.list) {
    for (const { index, line } of numbered)
      console.log(`${index} ${flawText(line)}${lineText(line)}`);
    return 0;
  }
  const inputs = join(folder, 'inputs');
  mkdirSync(inputs);
  await prepareInputs(checkouts.base, inputs);
  const programs = { base: programOf(checkouts.base), head: programOf(checkouts.head) };
  return compareAll(numbered, { programs, inputs }, values);
}

function checkNumber(name, text = '0') {
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name}: ${text} is not a whole number`);
}

/** The folders of BASE and HEAD. */
function checkoutsOf({ base }, positionals) {
  if (positionals.length !== (base === undefined ? 2 : 0)) {
    throw new UsageError('either BASE and HEAD, or --base COMMIT');
  }
  if (base === undefined) {
    const [left, right] = positionals.map((path) => resolve(path));
    return { base: left, head: right };
  }
  const repository = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
  const checkout = join(folder, 'base');
  mkdirSync(checkout);
  console.error(`building ${base} ...`);
  return { base: checkOutBase(repository, base, checkout), head: repository };
}

/** The lines to run with their numbers, which do not depend on `--only`. */
function drawLines({ count, index, only, seed }, shipped) {
  const numbered = (number) => ({ index: number, line: drawLine(seed, number, shipped) });
  if (index !== undefined) return [numbered(Number(index))];
  const chosen = new Set(only.split(','));
  const unknown = [...chosen].find((name) => !commandNames.includes(name));
  if (unknown !== undefined) throw new UsageError(`--only: no lines of ${unknown} are drawn`);
  const lines = [];
  for (let number = 1; lines.length < Number(count); number++) {
    const candidate = numbered(number);
    if (chosen.has(candidate.line.command)) lines.push(candidate);
  }
  return lines;
}

/** A checkout, and the program within the pages of its plots, if that is where it is known to be. */
function programOf(root) {
  const file = join(root, 'dist', 'plot', 'page.js');
  if (!existsSync(file)) return { root, page: null };
  const script = readFileSync(file, 'utf8');
  // Its own hash and no other is taken out: one that is wrong is a difference.
  return { root, page: { script, hash: createHash('sha256').update(script).digest('base64') } };
}

/** Runs all lines, some at a time, and says how they went. */
async function compareAll(numbered, context, values) {
  const statistics = new Statistics(numbered.length);
  const reports = [];
  const rest = numbered.values();
  const work = async () => {
    for (const { index, line } of rest) {
      const seen = await observeBoth(index, line, context);
      const found = differences(seen.base, seen.head);
      statistics.add(line, seen);
      if (values.index !== undefined) showObservation(line, seen.base);
      if (found.length === 0) continue;
      reports.push([`line ${index}: ${flawText(line)}${lineText(line)}`, ...found].join('\n'));
      if (reports.length <= Number(values.show)) console.log(`${reports.at(-1)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  const summary = statistics.summary(reports.length);
  console.log(summary);
  if (values.report !== undefined) writeFileSync(values.report, [...reports, summary].join('\n\n'));
  return reports.length === 0 ? 0 : 1;
}

/** Lets both programs do a line, in folders whose paths are equally long. */
async function observeBoth(index, line, { programs, inputs }) {
  const seen = {};
  for (const [name, { root, page }] of Object.entries(programs)) {
    const place = join(folder, `${index}-${name}`);
    const observation = await observe(root, line, { folder: place, inputs });
    seen[name] = normalised(observation, page, line.command);
    rmSync(place, { recursive: true });
  }
  return seen;
}

function normalised(observation, page, command) {
  const entries = [...observation].map(([name, text]) => [
    name,
    intendedDifferences.reduce((soFar, { normalise }) => normalise(soFar, page, command), text),
  ]);
  return new Map(entries);
}

/** Everything that is seen of a line, for whoever looks into one. */
function showObservation(line, observation) {
  console.log(`${flawText(line)}${lineText(line)}\n`);
  for (const [name, text] of Object.entries(line.files)) console.log(`--- given: ${name}\n${text}`);
  for (const [name, text] of observation) console.log(`--- ${name}\n${text}`);
}

function flawText({ flaw }) {
  return flaw === undefined ? '' : `(${flaw}) `;
}
