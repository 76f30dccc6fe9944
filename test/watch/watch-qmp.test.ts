import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
import { playing, returned, setupAnswers } from '../support/qmp-server.js';
import { qmpServers } from '../support/qmp-servers.js';
import { linesOf, ndjson } from './watch-lines.js';

const folder = temporaryFolder();
const serve = qmpServers(folder);

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

test('keys that nobody knows, however hostile, are passed over', async () => {
  const hostile = { '\u001b]0;x\u0007': '\u202e', '::error::': { deep: [[['##[x]']]] } };
  const server = await serve({
    answer: playing(barelyWatched.map((answer) => ({ ...answer, ...hostile }))),
  });
  const { code, err, out } = await run(ndjson(server.path));
  expect(code).toBe(0);
  for (const harm of ['\u001b', '\u202e', '##[']) expect(out + err).not.toContain(harm);
});
