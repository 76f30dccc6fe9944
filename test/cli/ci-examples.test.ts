import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { documentedBlock } from '../support/documented-block.js';
import { isDeep } from '../support/draws.js';
import { temporaryFolder } from './folder.js';
import { prepareReader, readerShell } from './reader-shell.js';
import { workflowEnvironment, workflowSteps } from './workflow-steps.js';

const example = (name: string): string => join(packageRoot(), 'docs', 'examples', name);
const workflow = readFileSync(example('github-workflow.yml'), 'utf8');
const steps = workflowSteps(workflow);
const folder = temporaryFolder();

beforeAll(() => prepareReader(folder));

function git(cwd: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  expect({ args, status, stderr: status === 0 ? '' : stderr }).toMatchObject({ status: 0 });
}

/** A host whose link has `share` of the rate of smartx-v1's. */
function hostProfile(share: number): string {
  const file = join(packageRoot(), 'profiles', 'hosts', 'smartx-v1.json');
  const host = JSON.parse(readFileSync(file, 'utf8'));
  host.parameters.linkGbitPerSecond.value *= share;
  return JSON.stringify(host);
}

const suite = {
  name: 'ours',
  description: 'What we run.',
  host: 'smartx-v1',
  qemu: '9.1',
  defaults: { cpus: 16, mem: 100, autoConverge: true, maxIters: 200, maxTime: 1200 },
  loads: [{ name: '5000 MiB', stressMem: 5000 }],
  modes: [{ name: 'original' }],
  repeats: 9,
};

/**
 * A checkout of a pull request that changes the link of the host profile, and the surroundings that
 * GitHub gives to a step.
 */
function pullRequest(name: string, share: number): NodeJS.ProcessEnv {
  const home = join(folder, name);
  const checkout = join(home, 'checkout');
  const temporary = join(home, 'temporary');
  mkdirSync(join(checkout, 'migration'), { recursive: true });
  mkdirSync(temporary);
  git(checkout, 'init', '-q', '-b', 'main');
  writeFileSync(join(checkout, 'migration', 'suite.json'), JSON.stringify(suite));
  writeFileSync(join(checkout, 'migration', 'host.json'), hostProfile(1));
  git(checkout, 'add', '.');
  git(checkout, 'commit', '-q', '-m', 'before');
  git(checkout, 'update-ref', 'refs/remotes/origin/main', 'main');
  writeFileSync(join(checkout, 'migration', 'host.json'), hostProfile(share));
  git(checkout, 'commit', '-q', '--allow-empty', '-a', '-m', 'after');
  return {
    ...workflowEnvironment(workflow),
    CHECKOUT: checkout,
    GUESTPERF_SIM: toolRepository(home),
    GITHUB_BASE_REF: 'main',
    GITHUB_STEP_SUMMARY: join(home, 'summary.md'),
    RUNNER_TEMP: temporary,
  };
}

/** Stands for the repository of this program: its package is installed by a stand-in of npm. */
function toolRepository(home: string): string {
  const repository = join(home, 'tool');
  mkdirSync(repository);
  git(repository, 'init', '-q');
  git(repository, 'commit', '-q', '--allow-empty', '-m', 'tool');
  return `file://${repository}`;
}

interface StepOutcome {
  readonly name: string;
  readonly status: number | null;
  readonly output: string;
}

/** Runs the steps as GitHub does: bash -e, and after a failure only those that always run. */
function runWorkflow(environment: NodeJS.ProcessEnv): StepOutcome[] {
  const outcomes: StepOutcome[] = [];
  for (const { name, commands, isAlways } of steps) {
    const hasFailed = outcomes.some(({ status }) => status !== 0);
    if (hasFailed && !isAlways) continue;
    const script = `cd "$CHECKOUT"\nset -e\n${commands}`;
    outcomes.push({ name, ...readerShell(folder, script, environment) });
  }
  return outcomes;
}

describe('the GitHub workflow', () => {
  beforeAll(() => {
    const stub = join(folder, 'bin', 'npm');
    writeFileSync(stub, '#!/bin/sh\necho "npm $*"\n', { mode: 0o755 });
  });

  test('has five steps that run commands, all found', () => {
    expect(steps.map(({ name }) => name)).toEqual([
      'Install guestperf-sim',
      'Simulate the target branch',
      'Simulate the pull request',
      'Compare',
      'Write reports',
    ]);
    expect(workflow.match(/\brun:/g)).toHaveLength(steps.length);
  });

  test.runIf(isDeep)('passes a pull request that changes nothing', () => {
    const environment = pullRequest('same', 1);
    const outcomes = runWorkflow(environment);
    expect(outcomes.map(({ status, output }) => [status, status === 0 ? '' : output])).toEqual(
      steps.map(() => [0, '']),
    );
    expect(outcomes[0].output).toMatch(/npm ci\nnpm link\n$/);
    expect(readFileSync(String(environment.GITHUB_STEP_SUMMARY), 'utf8')).toMatch(
      /^### No regression\n/,
    );
  });

  test('fails one with a link that is 3 % slower, and still writes its reports', () => {
    const environment = pullRequest('slower', 0.97);
    const outcomes = runWorkflow(environment);
    expect(outcomes.map(({ name, status }) => [name, status])).toEqual([
      ['Install guestperf-sim', 0],
      ['Simulate the target branch', 0],
      ['Simulate the pull request', 0],
      ['Compare', 4],
      ['Write reports', 0],
    ]);
    expect(outcomes[3].output).toMatch(/^breached +total-time<2% /m);
    expect(readFileSync(String(environment.GITHUB_STEP_SUMMARY), 'utf8')).toMatch(
      /^### Regression: 1 not within thresholds\n/,
    );
    const report = (name: string): string => join(String(environment.RUNNER_TEMP), name);
    expect(readFileSync(report('junit.xml'), 'utf8')).toContain('<failure message="worse: ');
    const entries = JSON.parse(readFileSync(report('benchmark.json'), 'utf8'));
    expect(entries.length).toBeGreaterThan(5);
    for (const file of workflow.matchAll(/runner\.temp \}\}\/(\S+)/g)) {
      expect(existsSync(report(file[1]))).toBe(true);
    }
  });
});

test.runIf(isDeep)('the shell loop compares each version with the one before it', () => {
  const { status, output } = readerShell(folder, `sh '${example('compare-versions.sh')}'`);
  const said = output.split('\n').filter((line) => line.includes(' slower than '));
  expect({ status, said }).toEqual({
    status: 0,
    said: ['9.1 is no slower than 9.0', '9.2 is no slower than 9.1', '10.0 is no slower than 9.2'],
  });
});

test.runIf(isDeep)('the shell loop shows what became slower', () => {
  const loop = readFileSync(example('compare-versions.sh'), 'utf8');
  const backwards = loop.replace('in 9.0 9.1 9.2 10.0;', 'in 9.2 9.1;');
  expect(backwards).not.toBe(loop);
  const { status, output } = readerShell(folder, `sh <<'LOOP'\n${backwards}\nLOOP`);
  expect({ status, first: output.split('\n')[0] }).toEqual({
    status: 0,
    first: '9.1 is slower than 9.2:',
  });
  expect(output).toMatch(/total-time .* worse\n/);
});

test.runIf(isDeep)(
  'the recipe for a trend passes its first build, and fails one that is slower',
  () => {
    const recipe = documentedBlock('ci.md', 'bash');
    const home = join(folder, 'trend');
    mkdirSync(join(home, 'migration'), { recursive: true });
    git(home, 'init', '-q');
    git(home, 'commit', '-q', '--allow-empty', '-m', 'first');
    const build = (number: number, changes: object) => {
      const small = { mem: 4, stressMem: 200, ...changes };
      const own = { ...suite, defaults: small, loads: [{ name: 'small', stressMem: 200 }] };
      writeFileSync(join(home, 'migration', 'suite.json'), JSON.stringify(own));
      const script = `cd '${home}'\nset -e\n${recipe}`;
      return readerShell(folder, script, { BUILD_NUMBER: String(number) });
    };
    expect(build(9, {})).toEqual({ status: 0, output: '' });
    expect(build(10, {})).toEqual({ status: 0, output: '' });
    const { output, status } = build(11, { bandwidth: 100 });
    expect(status).toBe(4);
    expect(output).toMatch(/00011-\w+ against \S+00009-\w+: .*total-time<5% is breached/);
    expect(output).toMatch(/00011-\w+ against \S+00010-\w+: .*total-time<5% is breached/);
    expect(readFileSync(join(home, 'trend.html'), 'utf8').match(/class="mark worse"/g)).not.toBe(
      null,
    );
    expect(readFileSync(join(home, 'trend.md'), 'utf8')).toMatch(/^### Regression: 2\n/);
  },
);
