import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { activeAnswer, completedAnswer } from '../support/migrate-answers.js';
import { setupAnswers } from '../support/qmp-server.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
let count = 0;

/** What a virsh does that is asked: text for stdout, or what it refuses with. */
interface FakeVirsh {
  /** Answers of QEMU's monitor, one after the other; null where virsh refuses. */
  readonly monitor: readonly (object | null)[];
  readonly job?: readonly (string | null)[];
  readonly ended?: string;
  /** Whether it is too old to keep the account of a job that has ended. */
  readonly cannotKeep?: boolean;
  /** How often it answers what the setup is. */
  readonly setups?: number;
  /** With what it refuses. */
  readonly refusal?: string;
}

/** Answers each question from a file, one after the other, the last one again and again. Without a file it refuses. */
const script = `#!/bin/sh
folder=\${0%/*}
printf '%s\\037' "$@" >> "$folder/calls"
echo >> "$folder/calls"
for last; do :; done
case "$*" in
*--completed*) asked=ended ;;
*domjobinfo*) asked=job ;;
*) asked=\${last#*'"execute":"'} asked=\${asked%%'"'*} ;;
esac
count=0; [ -e "$folder/$asked.count" ] && read -r count < "$folder/$asked.count"
echo $((count + 1)) > "$folder/$asked.count"
answer=$folder/$asked.$count
[ -e "$answer" ] || answer=$folder/$asked.last
refuse() {
  printf 'error: %s\\n\\n' "$1" >&2
  exit 1
}
case "$*" in
*--keep-completed*) [ -e "$folder/cannot-keep" ] && refuse "command 'domjobinfo' doesn't support option --keep-completed" ;;
esac
read -r refusal < "$folder/refusal"
[ -s "$answer" ] || refuse "$refusal"
while IFS= read -r line; do printf '%s\\n' "$line"; done < "$answer"
`;

/** A program by the name of virsh that plays its part, and keeps how it was called. No Node: it is started a lot. */
function virsh(fake: FakeVirsh): { path: string; calls: () => string[][] } {
  const { cannotKeep, ended, job = [], monitor, refusal, setups } = fake;
  const path = join(folder, `bin-${++count}`);
  mkdirSync(path);
  const said = (value: unknown): string | null =>
    value === null ? null : JSON.stringify({ return: value, id: 'libvirt-7' });
  const isGone = monitor.at(-1) === null;
  const setupTexts = (answer: unknown): (string | null)[] =>
    setups === undefined
      ? [isGone ? null : said(answer)]
      : [...Array.from({ length: setups }, () => said(answer)), null];
  const answers: Readonly<Record<string, readonly (string | null)[]>> = {
    ended: [ended ?? null],
    job,
    'query-migrate': monitor.map(said),
    ...Object.fromEntries(
      Object.entries(setupAnswers).map(([query, answer]) => [query, setupTexts(answer)]),
    ),
  };
  writeFileSync(join(path, 'refusal'), `${refusal ?? 'Domain is gone'}\n`);
  if (cannotKeep) writeFileSync(join(path, 'cannot-keep'), '');
  for (const [asked, texts] of Object.entries(answers)) {
    for (const [at, text] of [...texts.entries(), ['last', texts.at(-1) ?? null] as const]) {
      writeFileSync(join(path, `${asked}.${at}`), text === null ? '' : `${text}\n`);
    }
  }
  writeFileSync(join(path, 'virsh'), script, { mode: 0o755 });
  const calls = (): string[][] =>
    readFileSync(join(path, 'calls'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\u001f').slice(0, -1));
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
  // Otherwise libvirt forgets it, and nobody else can ask.
  expect(calls().at(-1)).toEqual(['domjobinfo', 'web1', '--completed', '--keep-completed']);
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

const running = [activeAnswer(200, 900), activeAnswer(200, 900), activeAnswer(900, 100)];

test("the end by libvirt's clock, which also ran before and after, is told by QEMU's", async () => {
  const ended = block('Completed', 2500, '0.000 B', 'Setup time:       2            ms\n');
  const { path } = virsh({ monitor: [...running, null], ended });
  const { out } = await watching(path);
  expect(last(out)).toMatchObject({ outcome: 'completed', total_time_ms: 1002 });
});

test('a virsh that is too old to keep the account of a job', async () => {
  const ended = block('Completed', 1500, '0.000 B');
  const { calls, path } = virsh({ monitor: [...running, null], ended, cannotKeep: true });
  expect((await watching(path)).code).toBe(0);
  expect(
    calls()
      .slice(-2)
      .map((words) => words.slice(2)),
  ).toEqual([['--completed', '--keep-completed'], ['--completed']]);
});

test.runIf(isDeep)(
  'a domain that leaves while it is asked for its setup: what was told before holds',
  async () => {
    const ended = block('Completed', 1500, '0.000 B');
    const { path } = virsh({
      monitor: [...running, running[2], running[2], null],
      ended,
      setups: 1,
    });
    const record = join(folder, 'setup.json');
    const { err } = await watching(path, '--record', record);
    expect(err).toBe('');
    const { extra, hardware } = JSON.parse(readFileSync(record, 'utf8'));
    expect(hardware.cpus).toBe(2);
    expect(extra.parameters_effective).toEqual(setupAnswers['query-migrate-parameters']);
  },
);

test('a domain that libvirt has forgotten: why that may be', async () => {
  const { path } = virsh({ monitor: [...running, null], refusal: "failed to get domain 'web1'" });
  const { code, out } = await watching(path);
  expect(code).toBe(3);
  const reason = expect.stringMatching(
    /^virsh: failed to get domain 'web1'; libvirt forgets a transient/,
  );
  expect(last(out)).toMatchObject({ outcome: 'monitor-gone', reason });
});

test.each([
  ['nothing of it', undefined],
  [
    'only of the one before, which brought the guest',
    'Job type: Completed\nOperation: Incoming migration\n',
  ],
])(
  'a job that is gone while the guest runs on: it failed; libvirt tells %s',
  async (_name, ended) => {
    const jobs = [block('Unbounded', 400, '800.000 MiB'), block('Unbounded', 900, '200.000 MiB')];
    const { path } = virsh({
      monitor: [null],
      job: [jobs[0], ...jobs, 'Job type:         None\n'],
      ...(ended !== undefined && { ended }),
    });
    const { code, out } = await watching(path);
    expect(code).toBe(3);
    const reason = expect.stringContaining('failed or cancelled');
    expect(last(out)).toMatchObject({ outcome: 'failed', reason });
  },
);

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
