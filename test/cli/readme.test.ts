import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { deepOnes, quickOnes } from '../support/draws.js';
import { temporaryFolder } from './folder.js';
import { prepareReader, readerShell, type ShellOutcome } from './reader-shell.js';
import { plainArguments, WarmProgram } from './warm-program.js';
import {
  type ReadmeCommand,
  readmeCode,
  readmeCommands,
  readmeTasks,
  shownPattern,
} from './readme-blocks.js';

/** Pages whose `console` blocks are run. */
const pages = [
  'README.md',
  'docs/accuracy.md',
  'docs/challenge.md',
  'docs/compare.md',
  'docs/convergence.md',
  'docs/host-profiles.md',
  'docs/results.md',
  'docs/suites.md',
  'docs/sweeps.md',
].map((name) => {
  const file = join(packageRoot(), name);
  const text = readFileSync(file, 'utf8');
  return { name, file, text, commands: readmeCommands(text) };
});
const readme = pages[0].text;

/** `UPDATE_README=1 npx vitest run test/cli/readme.test.ts` writes the real outputs into them. */
const isUpdate = Boolean(process.env.UPDATE_README);
const outputs = new Map<ReadmeCommand, string>();

const folder = temporaryFolder();
const program = new WarmProgram(folder);

/** Does what a page shows, one after the other: a shell only where one is needed. */
async function reader(command: string): Promise<ShellOutcome> {
  const args = plainArguments(command);
  return args === null ? readerShell(folder, command) : program.run(args);
}

beforeAll(() => prepareReader(folder));
afterAll(() => {
  if (!isUpdate) return;
  for (const page of pages) writeFileSync(page.file, updatedText(page));
});

function updatedText({ text, commands }: (typeof pages)[number]): string {
  const lines = text.split('\n');
  for (const command of commands.toReversed()) {
    const output = outputs.get(command);
    const { shown, from, to } = command;
    if (output === undefined || shown.length === 0 || shown.includes('...')) continue;
    lines.splice(from, to - from, ...output.trimEnd().split('\n'));
  }
  return lines.join('\n');
}

/** Searches, and the longest tables. */
const isLarge = (command: string): boolean =>
  /^guestperf-sim (advise|calibrate|challenge|tune) | (hypervisors|--uncertain) /.test(command);

const quickPages = pages.map((page) => {
  // Quicker questions are in docs/advise.md, and what validate says is in results/baselines.
  const shown = quickOnes(
    page.commands,
    ({ command }) => !/^guestperf-sim (advise|validate)/.test(command),
  );
  return { ...page, quick: deepOnes(shown, ({ command }) => !isLarge(command)) };
});

describe.each(quickPages.filter(({ quick }) => quick.length > 0))(
  'the commands of $name do what it shows',
  ({ quick }) => {
    test.each(quick.map((command) => [command.command, command] as const))(
      '%s',
      async (_, command) => {
        const { status, output } = await reader(command.command);
        if (status === 0) outputs.set(command, output);
        expect({ status, output }).toMatchObject({ status: 0 });
        if (command.shown.length > 0 && !isUpdate) {
          expect(output).toMatch(shownPattern(command.shown));
        }
      },
    );
  },
);

const library = readFileSync(join(packageRoot(), 'docs', 'library.md'), 'utf8');
test.each(readmeCode(library, 'js'))('the program of docs/library.md runs:\n%s', (code) => {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test("continuous integration runs the README's own test command", () => {
  const [, testCommand] = readmeCode(readme, 'sh').join('').trim().split('\n');
  expect(testCommand).toMatch(/^npm ci && npm test\b/);
  const ci = readFileSync(join(packageRoot(), '.ci', 'run'), 'utf8');
  expect(ci.split('\n')).toContain(testCommand.replace(/ +#.*/, ''));
});

describe("the README's table of tasks", () => {
  /** A QEMU is watched in test/watch/real-qemu; suites are run on the page that the row links to. */
  const elsewhere = /^guestperf-sim (watch|batch)/;
  const tasks = [...readmeTasks(readme).values()];
  const done = tasks.filter((task) => !elsewhere.test(task));

  beforeAll(async () => {
    for (const [name, recording] of [
      ['run-1.json', 'A-w128d20-bw64-q72-r1'],
      ['run-2.json', 'C-w128d100-bw64-s10-q100-r1'],
    ]) {
      copyFileSync(
        join(packageRoot(), `test/support/recordings/${recording}.json`),
        join(folder, name),
      );
    }
    copyFileSync(join(folder, 'run-1.json'), join(folder, 'run.json'));
    for (const name of ['before.json', 'after.json']) {
      await reader(`guestperf-sim --stress-mem 100 --format json --output ${name}`);
    }
  });

  test('it has more rows than those of suites and of a running QEMU', () => {
    expect(done.length).toBeGreaterThan(10);
  });

  test.each(deepOnes(done, (task) => !isLarge(task)))('%s', async (task) => {
    expect(await reader(task)).toMatchObject({ status: 0 });
  });
});

test("the README's accuracy is that of the baselines", () => {
  const file = join(packageRoot(), 'results', 'baselines', 'validate.json');
  const { summary } = JSON.parse(readFileSync(file, 'utf8')) as {
    summary: {
      group: string;
      loads: string;
      cells: number;
      total_time_mape_percent: number;
      downtime_mape_percent: number;
      verdicts_right: number;
      verdicts: number;
    }[];
  };
  const blind = summary.find(({ group, loads }) => group === 'predicted' && loads === 'all');
  const words = readme.replaceAll(/\s+/g, ' ');
  expect(blind?.cells).toBe(9);
  expect(words).toContain(
    `total times within ${blind?.total_time_mape_percent.toFixed(1)} % on average, downtimes within ${blind?.downtime_mape_percent.toFixed(1)} %, and whether they converge in all of ${blind?.verdicts} runs`,
  );
  expect(blind?.verdicts_right).toBe(blind?.verdicts);
});
