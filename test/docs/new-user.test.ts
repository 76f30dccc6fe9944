import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { isDeep } from '../support/draws.js';
import { readerShell } from '../cli/reader-shell.js';
import { readmeCode, readmeTasks } from '../cli/readme-blocks.js';

/** Unset what npm and git tell the programs that they start: a new user's shell has none of it. */
const unset: NodeJS.ProcessEnv = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^(npm|git)_/i.test(name))
    .map((name) => [name, undefined]),
);

/** Why this folder cannot be cloned, or null: an unpacked tarball has no history, or is in that of somebody else. */
function whyNotCloned(): string | null {
  const { error, status, stdout, stderr } = spawnSync(
    'git',
    ['rev-parse', '--show-toplevel', 'HEAD'],
    { cwd: packageRoot(), encoding: 'utf8', env: { ...process.env, ...unset } },
  );
  if (error) return `git: ${error.message}`;
  if (status !== 0) return stderr.trim();
  const [root] = stdout.split('\n');
  return realpathSync(root) === realpathSync(packageRoot()) ? null : 'not a clone';
}

const reason = whyNotCloned();
const note = reason === null ? '' : ` (skipped: ${reason})`;

describe.skipIf(reason !== null)(`a new user, from an empty folder${note}`, () => {
  const empty = temporaryFolder();
  const clone = join(empty, 'guestperf-sim');
  const home = temporaryFolder();
  const shell = (folder: string, command: string) =>
    readerShell(folder, command, { ...unset, HOME: home, npm_config_update_notifier: 'false' });

  let readme: string;
  beforeAll(() => {
    // Git's settings are those of this user, who may have to trust the folder.
    const cloned = readerShell(empty, `git clone --quiet '${packageRoot()}' '${clone}'`, unset);
    expect(cloned).toMatchObject({ status: 0 });
    symlinkSync(join(packageRoot(), 'node_modules'), join(clone, 'node_modules'));
    // What the test of the first line would build.
    if (!isDeep) symlinkSync(join(packageRoot(), 'dist'), join(clone, 'dist'));
    readme = readFileSync(join(clone, 'README.md'), 'utf8');
  });

  describe('the first line of Start', () => {
    const commands = (): string[] => {
      const [line] = readmeCode(readme, 'sh')[0].split('\n');
      return line.replace(/ +#.*/, '').split(' && ');
    };

    // A test reaches no registry, so nothing is installed; `.ci/run` does that. What comes after has the packages linked.
    test('npm ci, without a registry: the lock file is complete and agrees', () => {
      const [install, ...rest] = commands();
      expect([install, rest.length]).toEqual(['npm ci', 1]);
      const { status, output } = shell(clone, `${install} --dry-run --ignore-scripts --offline`);
      expect({ status, output }).toMatchObject({ status: 0 });
    });

    test.runIf(isDeep)('npm run headline builds the program, and prints three tables', () => {
      const { status, output } = shell(clone, commands()[1]);
      expect({ status, output }).toMatchObject({ status: 0 });
      expect(output.match(/^ramsize: /gm)).toHaveLength(3);
    });
  });

  describe('five tasks', () => {
    test.each([
      ['Will this guest converge?', /^\| background +\| \d+ /m],
      ['Every combination of settings', / = 40 runs$/m],
      ['Several hypervisors on the same guest', /^\| ch-main +\| \d+ /m],
      ['Another workload', /^ramsize: \d+MB$/m],
      ['Why did it end that way?', /^Last decision: /m],
    ])('%s', (task, answer) => {
      const withoutLink = /without it, write `(.*?)`/.exec(readme)?.[1];
      expect(withoutLink).toBe('node bin/guestperf-sim.js');
      const command = readmeTasks(readme).get(task);
      const { status, output } = shell(clone, `${command}`.replace('guestperf-sim', withoutLink!));
      expect({ status, output }).toMatchObject({ status: 0 });
      expect(output).toMatch(answer);
      const [, file] = /--output (\S+)/.exec(`${command}`) ?? [];
      if (file !== undefined) expect(statSync(join(clone, file)).size).toBeGreaterThan(0);
    });
  });
});
