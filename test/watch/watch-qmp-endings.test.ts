import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { isDeep } from '../support/draws.js';
import { activeAnswer, completedAnswer } from '../support/migrate-answers.js';
import { playing } from '../support/qmp-server.js';
import { qmpServers } from '../support/qmp-servers.js';
import { linesOf, ndjson } from './watch-lines.js';

const folder = temporaryFolder();
const serve = qmpServers(folder);

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
