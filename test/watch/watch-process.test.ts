import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { plainEnvironment, programFile, startProgram } from '../cli/program.js';
import { activeAnswer, ndjsonOf, shortMigration } from '../support/migrate-answers.js';
import { playing, QmpServer } from '../support/qmp-server.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();

test('SIGINT ends it with 130, and what was seen is recorded', async () => {
  const server = await QmpServer.listen(join(folder, 'int.qmp'), {
    answer: playing([activeAnswer(200, 900)]),
  });
  const record = join(folder, 'record.json');
  const child = startProgram(
    ['watch', '--qmp', server.path, '--interval', '10', '--record', record].concat([
      '--format',
      'ndjson',
    ]),
  );
  let out = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stdout.once('data', () => child.kill('SIGINT'));
  const [code] = await once(child, 'close');
  await server.close();
  expect(code).toBe(130);
  expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    outcome: 'interrupted',
  });
  expect(JSON.parse(readFileSync(record, 'utf8')).extra.watched.outcome).toBe('interrupted');
});

test.runIf(isDeep)('when the reader of its lines has left, it ends', async () => {
  const server = await QmpServer.listen(join(folder, 'left.qmp'), {
    answer: playing([activeAnswer(200, 900)]),
  });
  const child = startProgram([
    'watch',
    '--qmp',
    server.path,
    '--interval',
    '10',
    '--format',
    'ndjson',
  ]);
  let err = '';
  child.stderr.on('data', (bytes) => (err += bytes));
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  await server.close();
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('stdin that stays open is left when the migration is over', async () => {
  const child = spawn(process.execPath, [programFile, 'watch', '--input', '-'], {
    env: plainEnvironment(),
  });
  let out = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stdin.on('error', () => {});
  child.stdin.write(ndjsonOf(shortMigration));
  const [code] = await once(child, 'close');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('completed in 2 s') });
});
