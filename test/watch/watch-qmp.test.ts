import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { queries } from '../../src/cli/monitor/qmp-request.js';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { watchLineSchema, watchOutcomeSchema } from '../../src/watch/watch-record.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import {
  activeAnswer,
  barelyWatched,
  completedAnswer,
  shortMigration,
} from '../support/migrate-answers.js';
import {
  playing,
  QmpServer,
  returned,
  type ServerHabits,
  setupAnswers,
} from '../support/qmp-server.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
const servers: QmpServer[] = [];
let count = 0;

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(habits: ServerHabits): Promise<QmpServer> {
  const server = await QmpServer.listen(join(folder, `${++count}.qmp`), habits);
  servers.push(server);
  return server;
}

const ndjson = (path: string, ...more: string[]): string[] =>
  ['watch', '--qmp', path, '--interval', '10', '--format', 'ndjson'].concat(more);

function linesOf(out: string): Record<string, unknown>[] {
  return out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

test('a migration from before its beginning to its end', async () => {
  const server = await serve({ answer: playing(shortMigration) });
  const { code, err, out } = await run(ndjson(server.path));
  expect({ code, err }).toEqual({ code: 0, err: 'no migration has begun: waiting for one\n' });
  const lines = linesOf(out);
  const last = lines.pop();
  expect(lines.map(({ elapsed_ms, status }) => `${elapsed_ms} ${status}`).slice(2)).toEqual([
    '200 active',
    '500 active',
    '900 active',
    '1300 active',
    '1600 active',
    '2000 completed',
  ]);
  for (const line of lines) watchLineSchema.parse(line);
  expect(watchOutcomeSchema.parse(last)).toMatchObject({
    outcome: 'completed',
    total_time_ms: 2000,
    downtime_ms: 42,
    answers: 8,
    forecasts: [{ percent: 25, elapsed_ms: 500 }, { percent: 50 }, { percent: 75 }],
  });
});

test('nothing but queries is sent, and the one handshake', async () => {
  const server = await serve({ answer: playing(barelyWatched) });
  await run(ndjson(server.path, '--record', join(folder, 'queries.json')));
  const [first, ...rest] = server.commands;
  expect(first).toBe('qmp_capabilities');
  expect(rest.length).toBeGreaterThan(8);
  expect(rest.filter((name) => !queries.some((query) => query === name))).toEqual([]);
  for (const line of server.lines) {
    expect(Object.keys(JSON.parse(line)).sort()).toEqual(['execute', 'id']);
  }
});

test('what was seen is recorded as a report, with what QEMU said of its parameters', async () => {
  const server = await serve({ answer: playing(shortMigration) });
  const file = join(folder, 'recorded.json');
  const { err } = await run(ndjson(server.path, '--record', file));
  expect(err).not.toContain('note:');
  const report = parseGuestperfReport(file, readFileSync(file, 'utf8'), '--recorded');
  expect(report.hardware).toMatchObject({ cpus: 2, mem: 1 });
  expect(report.scenario).toMatchObject({
    downtime: 300,
    bandwidth: 128,
    auto_converge: true,
    auto_converge_step: 10,
    multifd: false,
    multifd_channels: 4,
  });
  expect(report.result).toEqual({ success: true });
  expect(report.progress_history.map(({ duration, status }) => `${duration} ${status}`)).toEqual([
    '0 setup',
    '200 active',
    '1300 active',
    '2000 completed',
  ]);
  const { extra } = report;
  expect(extra?.polls?.length).toBe(7);
  expect(extra).toMatchObject({ qemu_version: '10.0', accel: 'kvm' });
  expect(extra?.parameters_set).toEqual({
    'cpu-throttle-initial': 20,
    'cpu-throttle-increment': 10,
    'max-cpu-throttle': 99,
    'multifd-channels': 4,
  });
  expect(extra).toMatchObject({
    capabilities: { 'auto-converge': true },
    parameters_effective: setupAnswers['query-migrate-parameters'],
    final_query_migrate: { 'total-time': 2000, downtime: 42 },
    watched: { outcome: 'completed', failure: null, not_told: [] },
  });
});

test.each([
  ['failed', { status: 'failed', 'error-desc': 'Unable to write to socket: \u001b[2J\nBroken' }],
  ['cancelled', { status: 'cancelled' }],
])('one that %s: exit 3, with what was seen', async (status, answer) => {
  const server = await serve({ answer: playing([activeAnswer(200, 900), answer]) });
  const file = join(folder, `${status}.json`);
  const { code, out } = await run(ndjson(server.path, '--record', file));
  expect(code).toBe(3);
  const last = linesOf(out).at(-1);
  const reason = 'error-desc' in answer ? expect.stringContaining('Broken') : null;
  expect(last).toMatchObject({ outcome: status, reason, total_time_ms: null, forecasts: [] });
  expect(out).not.toContain('\u001b');
  const report = parseGuestperfReport(file, readFileSync(file, 'utf8'), '--recorded');
  expect(report.progress_history.at(-1)?.status).toBe(status);
  expect(report.result?.success).toBe(false);
});

test('a monitor that goes away: one sentence, exit 3, and what was seen', async () => {
  const play = playing([activeAnswer(200, 900), activeAnswer(500, 600)]);
  const server = await serve({
    answer: (command, at, id) =>
      command === 'query-migrate' && at === 2 ? null : play(command, at, id),
  });
  const file = join(folder, 'gone.json');
  const { code, err, out } = await run(ndjson(server.path, '--record', file));
  expect({ code, err }).toEqual({
    code: 3,
    err: 'nobody answers any more: the monitor closed the connection\n',
  });
  expect(linesOf(out).at(-1)).toMatchObject({ outcome: 'monitor-gone', elapsed_ms: 500 });
  const report = parseGuestperfReport(file, readFileSync(file, 'utf8'), '--recorded');
  expect(report.extra?.polls?.length).toBe(2);
});

test('Ctrl-C ends it in good order', async () => {
  const server = await serve({ answer: playing([activeAnswer(200, 900)]) });
  const file = join(folder, 'interrupted.json');
  const { code, err, out } = await run(ndjson(server.path, '--record', file), {
    onOutput: (_text, interruption) => interruption.abort(),
  });
  expect({ code, err }).toEqual({ code: 130, err: '' });
  expect(linesOf(out).at(-1)).toMatchObject({ outcome: 'interrupted', elapsed_ms: 200 });
  expect(readFileSync(file, 'utf8')).toContain('"polls"');
});

test('Ctrl-C while nothing has begun: nothing is recorded, and that is said', async () => {
  const server = await serve({ answer: playing([{}]) });
  const file = join(folder, 'nothing.json');
  const { code, err, out } = await run(['watch', '--qmp', server.path, '--record', file], {
    onError: (_text, interruption) => interruption.abort(),
  });
  expect(code).toBe(130);
  expect(err).toContain(`note: ${file} is not written: nothing was seen of a migration\n`);
  expect(out).toContain('interrupted');
});

test('a torn line: exit 2, one sentence, and what was seen is recorded', async () => {
  const play = playing([activeAnswer(200, 900)]);
  const server = await serve({
    answer: (command, at, id) =>
      command === 'query-migrate' && at === 1
        ? ['{"return": {"status": "act\n']
        : play(command, at, id),
  });
  const file = join(folder, 'torn.json');
  const output = join(folder, 'torn.ndjson');
  const { code, err } = await run(ndjson(server.path, '--record', file, '--output', output));
  expect(code).toBe(2);
  expect(err).toMatch(/^error: --qmp: .* sends a line that is not JSON.*\n$/);
  expect(readFileSync(file, 'utf8')).toContain('"outcome": "fault"');
  expect(() => readFileSync(output)).toThrow('ENOENT');
});

test('events wake it before its time', async () => {
  const play = playing(barelyWatched.slice(2));
  const event = '{"event": "MIGRATION", "data": {"status": "x"}, "timestamp": {}}\n';
  const server = await serve({
    answer: (command, at, id) => [...(play(command, at, id) ?? []), event],
  });
  // An hour between two questions: without events this test would not end.
  const { code } = await run(['watch', '--qmp', server.path, '--interval', '3600000']);
  expect(code).toBe(0);
});

test('a parameter that is changed while it runs is seen', async () => {
  const limits = [300, 2000];
  const play = playing(shortMigration.slice(2));
  const server = await serve({
    answer: (command, at, id) =>
      command === 'query-migrate-parameters'
        ? [returned({ 'max-bandwidth': 0, 'downtime-limit': limits[at] }, id)]
        : play(command, at, id),
  });
  const file = join(folder, 'changed.json');
  await run(ndjson(server.path, '--record', file));
  const report = parseGuestperfReport(file, readFileSync(file, 'utf8'), '--recorded');
  expect(report.scenario).toMatchObject({ downtime: 2000, bandwidth: 0 });
});

test('what was set up for the migration is asked when it begins', async () => {
  const play = playing([{}, activeAnswer(200, 900), completedAnswer(2000, 42)]);
  const server = await serve({
    answer: (command, at, id) => {
      if (command !== 'query-migrate-parameters') return play(command, at, id);
      return [returned({ 'max-bandwidth': at === 0 ? 0 : 16 * 2 ** 20 }, id)];
    },
  });
  const file = join(folder, 'begun.json');
  await run(ndjson(server.path, '--record', file));
  const report = parseGuestperfReport(file, readFileSync(file, 'utf8'), '--recorded');
  expect(report.scenario.bandwidth).toBe(16);
});

test('it has not ended before its times are counted', async () => {
  const uncounted = { ...completedAnswer(2000, 42), 'total-time': 0, downtime: 0 };
  const answers = [activeAnswer(1600, 40), uncounted, uncounted, completedAnswer(2000, 42)];
  const server = await serve({ answer: playing(answers) });
  const { code, out } = await run(ndjson(server.path));
  expect(code).toBe(0);
  expect(linesOf(out).at(-1)).toMatchObject({ total_time_ms: 2000, downtime_ms: 42, answers: 2 });
});

test.runIf(isDeep)('times that are never counted are none', async () => {
  const uncounted = { ...completedAnswer(2000, 42), 'total-time': 0, downtime: 0 };
  const server = await serve({ answer: playing([activeAnswer(1600, 40), uncounted]) });
  const { code, out } = await run(ndjson(server.path));
  expect(code).toBe(0);
  expect(linesOf(out).at(-1)).toMatchObject({ outcome: 'completed', downtime_ms: null });
});

test('a QEMU that knows some queries only is watched all the same', async () => {
  const play = playing(barelyWatched.slice(2));
  const error = { class: 'CommandNotFound', desc: 'The command has not been found' };
  const server = await serve({
    answer: (command, at, id) =>
      command === 'query-migrate' || command === 'qmp_capabilities'
        ? play(command, at, id)
        : [`${JSON.stringify({ error, id })}\n`],
  });
  const file = join(folder, 'old.json');
  const { code, err } = await run(ndjson(server.path, '--record', file));
  expect(code).toBe(0);
  expect(err).toBe(
    `note: ${file}: nobody told hardware.cpus, scenario.downtime, scenario.bandwidth, scenario.auto_converge, ` +
      'scenario.auto_converge_step, scenario.multifd, scenario.compression_xbzrle, extra.qemu_version: ' +
      "guestperf's defaults\n",
  );
});

test.each([
  ['an unknown status', { status: 'teleported' }, 'teleported'],
  ['a list', [1], 'is not an object'],
  ['numbers of another kind', { status: 'active', 'total-time': '12' }, 'total-time'],
])('%s in an answer is refused in one sentence', async (_name, answer, culprit) => {
  const server = await serve({ answer: playing([answer]) });
  const { code, err } = await run(ndjson(server.path));
  expect({ code, lines: err.split('\n').length }).toEqual({ code: 2, lines: 2 });
  expect(err).toContain(culprit);
});

test('keys that nobody knows, however hostile, are passed over', async () => {
  const hostile = { '\u001b]0;x\u0007': '\u202e', '::error::': { deep: [[['##[x]']]] } };
  const server = await serve({
    answer: playing(barelyWatched.map((answer) => ({ ...answer, ...hostile }))),
  });
  const { code, err, out } = await run(ndjson(server.path));
  expect(code).toBe(0);
  for (const harm of ['\u001b', '\u202e', '##[']) expect(out + err).not.toContain(harm);
});

test('a QEMU that leaves before it has counted its times has completed', async () => {
  const uncounted = { ...completedAnswer(0, 0), 'total-time': 0 };
  const play = playing([activeAnswer(1600, 40), uncounted]);
  const server = await serve({
    answer: (command, at, id) =>
      command === 'query-migrate' && at === 2 ? null : play(command, at, id),
  });
  const { code, err, out } = await run(ndjson(server.path));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(linesOf(out).at(-1)).toMatchObject({ outcome: 'completed', downtime_ms: null });
});

test('a migration that is over already is told as such', async () => {
  const server = await serve({ answer: playing([{ status: 'failed', 'error-desc': 'x' }]) });
  const { code, err } = await run(ndjson(server.path));
  expect({ code, err }).toEqual({
    code: 3,
    err: 'note: the last migration had failed before it was watched\n',
  });
});
