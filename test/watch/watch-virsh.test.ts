import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { activeAnswer, completedAnswer } from '../support/migrate-answers.js';
import { setupAnswers } from '../support/qmp-server.js';

const folder = temporaryFolder();
let count = 0;

/** What a virsh does that is asked: text for stdout, or what it refuses with. */
interface FakeVirsh {
  /** Answers of QEMU's monitor, one after the other; null where virsh refuses. */
  readonly monitor: readonly (object | null)[];
  readonly job?: readonly (string | null)[];
  readonly ended?: string;
}

/** A program by the name of virsh that plays its part, and keeps how it was called. */
function virsh({ ended, job = [], monitor }: FakeVirsh): { path: string; calls: () => string[][] } {
  const path = join(folder, `bin-${++count}`);
  mkdirSync(path);
  const log = join(path, 'calls');
  const answers = { ended: ended ?? null, job, monitor, setupAnswers };
  writeFileSync(
    join(path, 'virsh'),
    `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const before = fs.existsSync(${JSON.stringify(log)}) ? fs.readFileSync(${JSON.stringify(log)}, 'utf8').trim().split('\\n').map((line) => JSON.parse(line)) : [];
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');
const { ended, job, monitor, setupAnswers } = ${JSON.stringify(answers)};
const kind = (words) => words.includes('--completed') ? 'ended' : words.includes('domjobinfo') ? 'job' : JSON.parse(words.at(-1)).execute;
const asked = kind(args);
const at = before.filter((words) => kind(words) === asked).length;
const nth = (list) => (list.length === 0 ? null : list[Math.min(at, list.length - 1)]);
const refuse = () => { process.stderr.write('error: Domain is gone\\n\\n'); process.exitCode = 1; };
const say = (text) => (text === null || text === undefined ? refuse() : process.stdout.write(text + '\\n'));
if (asked === 'ended') say(ended);
else if (asked === 'job') say(nth(job));
else {
  const value = asked === 'query-migrate' ? nth(monitor) : monitor.at(-1) === null ? null : setupAnswers[asked];
  say(value === null ? null : JSON.stringify({ return: value, id: 'libvirt-7' }));
}
`,
  );
  chmodSync(join(path, 'virsh'), 0o755);
  const calls = (): string[][] =>
    readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { path, calls };
}

const watching = (path: string, ...more: string[]) =>
  run(['watch', '--virsh', 'web1', '--interval', '10', '--format', 'ndjson'].concat(more), {
    environment: { PATH: path },
  });

const last = (out: string): unknown => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');

const block = (type: string, ms: number, remaining: string, more = ''): string =>
  `Job type:         ${type}
Operation:        Outgoing migration
Time elapsed:     ${ms}         ms
Memory processed: 100.000 MiB
Memory remaining: ${remaining}
Memory total:     1.000 GiB
Memory bandwidth: 100.000 MiB/s
Dirty rate:       0            pages/s
Iteration:        2
${more}`;

test("QEMU's monitor through virsh, from the first pass to the end", async () => {
  const { calls, path } = virsh({
    monitor: [{}, {}, activeAnswer(200, 900), activeAnswer(900, 100), completedAnswer(1200, 9)],
  });
  const { code, out } = await watching(path, '--connect', 'qemu+ssh://host/system');
  expect(code).toBe(0);
  expect(last(out)).toMatchObject({ outcome: 'completed', total_time_ms: 1200, downtime_ms: 9 });
  for (const [first, uri, command, domain, query] of calls()) {
    expect([first, uri]).toEqual(['--connect', 'qemu+ssh://host/system']);
    expect([command, domain]).toEqual(['qemu-monitor-command', 'web1']);
    expect(JSON.parse(query)).toEqual({ execute: expect.stringMatching(/^query-/) });
  }
});

test("libvirt's account where the monitor is refused; the job that has ended is asked for", async () => {
  const { calls, path } = virsh({
    monitor: [null],
    job: [
      block('Unbounded', 400, '800.000 MiB'),
      block('Unbounded', 400, '800.000 MiB'),
      block('Unbounded', 900, '200.000 MiB'),
      'Job type:         None\n',
    ],
    ended: block('Completed', 1500, '0.000 B', 'Total downtime:   33           ms\n'),
  });
  const { code, out } = await watching(path);
  expect(code).toBe(0);
  expect(last(out)).toMatchObject({ outcome: 'completed', total_time_ms: 1500, downtime_ms: 33 });
  expect(calls().at(-1)).toEqual(['domjobinfo', 'web1', '--completed']);
});

test.each([
  ['says how its job ended', block('Completed', 1500, '0.000 B'), 'completed', 0],
  ['knows an older job only', block('Completed', 100, '0.000 B'), 'monitor-gone', 3],
  ['knows nothing', undefined, 'monitor-gone', 3],
])('a domain that goes away, and libvirt %s', async (_name, ended, outcome, expected) => {
  const { path } = virsh({
    monitor: [activeAnswer(200, 900), activeAnswer(200, 900), activeAnswer(900, 100), null],
    ...(ended !== undefined && { ended }),
  });
  const { code, out } = await watching(path);
  expect(code).toBe(expected);
  expect(last(out)).toMatchObject({ outcome });
});

test('a domain that virsh does not know: its words, exit 2', async () => {
  const { path } = virsh({ monitor: [null], job: [null] });
  const { code, err, out } = await watching(path);
  expect({ code, err, out }).toEqual({
    code: 2,
    err: 'error: --virsh: web1 is refused: Domain is gone\n',
    out: '',
  });
});

test('no virsh at all', async () => {
  const { code, err } = await watching(join(folder, 'no-folder'));
  expect(code).toBe(2);
  expect(err).toBe(
    'error: --virsh: web1 cannot be asked: virsh: no such file or directory (ENOENT)\n',
  );
});

test('no shell sees the name of a domain', async () => {
  const { calls, path } = virsh({ monitor: [completedAnswer(9, 1)] });
  const name = `a; touch ${join(folder, 'harm')} $(touch ${join(folder, 'harm')}) --x '"`;
  const { code } = await run(['watch', '--virsh', name], { environment: { PATH: path } });
  expect(code).toBe(0);
  expect(new Set(calls().map(([, domain]) => domain))).toEqual(new Set([name]));
  expect(existsSync(join(folder, 'harm'))).toBe(false);
});
