import dns from 'node:dns';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  MonitorGone,
  QmpConnection,
  type QmpConnectionOptions,
} from '../../../src/cli/monitor/qmp-connection.js';
import { greeting, returned } from '../../support/qmp-server.js';
import { qmpServers } from '../../support/qmp-servers.js';
import { temporaryFolder } from '../folder.js';

const folder = temporaryFolder();
const serve = qmpServers(folder);
const connections: QmpConnection[] = [];

afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
});

async function open(
  path: string,
  more: Partial<QmpConnectionOptions> = {},
): Promise<QmpConnection> {
  const connection = await QmpConnection.open(
    { kind: 'unix', path },
    {
      written: 'vm.qmp',
      flag: '--qmp',
      greetingMs: 60_000,
      onEvent: () => {},
      onEnd: () => {},
      ...more,
    },
    new AbortController().signal,
  );
  connections.push(connection);
  return connection;
}

test('it greets, shakes hands, and answers; other messages in between are not answers', async () => {
  const events: string[] = [];
  const event = '{"event": "MIGRATION_PASS", "data": {"pass": 2}, "timestamp": {"seconds": 1}}\n';
  const server = await serve({
    answer: (_command, _at, id) => [
      event,
      returned('of another', 'x'),
      '\n',
      returned({ a: 1 }, id),
    ],
  });
  const connection = await open(server.path, { onEvent: (name) => events.push(name) });
  expect(await connection.ask('query-status')).toMatchObject({ kind: 'return', value: { a: 1 } });
  expect(server.commands).toEqual(['qmp_capabilities', 'query-status']);
  expect(events).toEqual(['MIGRATION_PASS', 'MIGRATION_PASS']);
});

test('an answer without an id is that to what was asked', async () => {
  const server = await serve({ answer: () => ['{"return": 7}\n'] });
  const connection = await open(server.path);
  expect(await connection.ask('query-migrate')).toMatchObject({ value: 7 });
});

test('an answer may come byte by byte', async () => {
  const server = await serve({ answer: (_command, _at, id) => [...returned('ü', id)] });
  const connection = await open(server.path);
  expect(await connection.ask('query-migrate')).toMatchObject({ value: 'ü' });
});

test("QEMU's error is an answer", async () => {
  const error = { class: 'CommandNotFound', desc: 'no such command' };
  const server = await serve({
    answer: (command, _at, id) => [
      command === 'qmp_capabilities' ? returned({}, id) : `${JSON.stringify({ error, id })}\n`,
    ],
  });
  const connection = await open(server.path);
  expect(await connection.ask('query-cpus-fast')).toMatchObject({
    kind: 'error',
    description: 'no such command',
  });
});

test.each([
  ['a banner', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['a banner without an end', '220 ready'],
  ['the monitor for people', "QEMU 10.0.2 monitor - type 'help' for more information\r\n(qemu) "],
  ['JSON of another kind', '{"hello": "world"}\n'],
  ['a list', '[1, 2]\n'],
  ['JSON that is torn', '{"QMP": \n'],
])('%s is no greeting', async (_name, text) => {
  const server = await serve({ greeting: text, answer: () => [] });
  await expect(open(server.path)).rejects.toThrow(
    "--qmp: vm.qmp is not QEMU's monitor: it does not greet as QMP does",
  );
});

test('who greets nobody serves somebody else', async () => {
  const server = await serve({ answer: (_command, _at, id) => [returned({}, id)] });
  await open(server.path);
  await expect(open(server.path, { greetingMs: 1 })).rejects.toThrow(
    '--qmp: vm.qmp does not greet within 0.001 s: another client holds the monitor, which serves one at a time',
  );
});

test('a greeting that never ends is none', async () => {
  const server = await serve({ greeting: '{"QMP": ', answer: () => [] });
  await expect(open(server.path, { greetingMs: 50 })).rejects.toThrow(/not QEMU's monitor|greet/);
});

test('a socket where nobody listens, and none at all', async () => {
  await expect(open(join(folder, 'none'))).rejects.toThrow(
    '--qmp: vm.qmp cannot be connected to: no such file or directory (ENOENT)',
  );
});

test('a monitor that goes away while it is asked', async () => {
  const server = await serve({
    answer: (command, _at, id) => (command === 'qmp_capabilities' ? [returned({}, id)] : null),
  });
  const connection = await open(server.path);
  await expect(connection.ask('query-migrate')).rejects.toThrow(MonitorGone);
  await expect(connection.ask('query-migrate')).rejects.toThrow(MonitorGone);
});

test.each([
  ['torn JSON', '{"return": {"status": "act\n', 'sends a line that is not JSON'],
  ['no object', '12\n', 'sends a line that is not a JSON object'],
  [
    'deep JSON',
    `${'['.repeat(200_000)}\n`,
    'sends a line that is nested more than 100 levels deep',
  ],
  ['a line without end', 'x'.repeat(17 * 2 ** 20), 'sends a line of more than 16 MiB'],
])('%s is refused', async (_name, text, problem) => {
  const server = await serve({
    answer: (command, _at, id) => (command === 'qmp_capabilities' ? [returned({}, id)] : [text]),
  });
  const connection = await open(server.path);
  await expect(connection.ask('query-migrate')).rejects.toThrow(`--qmp: vm.qmp ${problem}`);
});

test('10 MB of an answer are read', async () => {
  const long = 'x'.repeat(10_000_000);
  const server = await serve({ answer: (_command, _at, id) => [returned(long, id)] });
  const connection = await open(server.path);
  expect(await connection.ask('query-migrate')).toMatchObject({ value: long });
});

test('the greeting may come in pieces', async () => {
  const half = greeting.length / 2;
  const server = await serve({ greeting: null, answer: (_c, _a, id) => [returned({}, id)] });
  const opening = open(server.path);
  await server.say(greeting.slice(0, half));
  await server.say(greeting.slice(half));
  await expect(opening).resolves.toBeInstanceOf(QmpConnection);
});

test('of a host with several addresses that all refuse, one reason is told', async () => {
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((
    _host: string,
    _options: unknown,
    found: (error: null, addresses: readonly object[]) => void,
  ) =>
    found(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.2', family: 4 },
    ])) as never);
  try {
    const options = { written: 'h:1', flag: '--qmp', greetingMs: 60_000 };
    const listeners = { onEvent: () => {}, onEnd: () => {} };
    const opening = QmpConnection.open(
      { kind: 'tcp', host: 'host.invalid', port: 1 },
      { ...options, ...listeners },
      new AbortController().signal,
    );
    await expect(opening).rejects.toThrow(
      "--qmp: 'h:1' cannot be connected to: connection refused (ECONNREFUSED)",
    );
  } finally {
    lookup.mockRestore();
  }
});
