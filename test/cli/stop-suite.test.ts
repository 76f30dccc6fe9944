import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();

function suiteWith(stop: object, defaults: object = {}): string {
  const file = join(folder, 'stops.json');
  const suite = {
    name: 'stops',
    description: 'a small guest',
    host: 'generic-10g',
    defaults,
    loads: [{ name: 'light', stressMem: 32 }],
    modes: [{ name: 'plain' }, { name: 'stopped', ...stop }],
    repeats: 1,
  };
  writeFileSync(file, JSON.stringify(suite));
  return file;
}

test.each([
  [
    { deadline: 400 },
    {},
    'modes[1].deadline: 400 contradicts modes[1].maxTime 300, which cancels before',
  ],
  [
    { pause: true, pauseAfter: 3 },
    {},
    'modes[1].pauseAfter: 3 contradicts modes[1].pause: a guest is paused once',
  ],
  [
    { policy: 'kubevirt' },
    { autoConverge: true },
    'defaults.autoConverge: contradicts modes[1].policy kubevirt, which does not permit it',
  ],
])('%j with %j is answered with the JSON path', async (stop, defaults, sentence) => {
  const { code, err } = await run(['batch', '--suite', suiteWith(stop, defaults)]);
  expect({ code, err }).toEqual({ code: 2, err: `error: suite stops: ${sentence}\n` });
});

test.each([
  [
    { kind: 'actions', pollMs: 500, actions: [{ action: 'pauze', afterSeconds: 1 }] },
    'policy.actions[0].action: "pauze" is not valid; allowed: set-downtime-limit, pause, abort, postcopy; did you mean pause?',
  ],
  [
    { kind: 'actions', pollMs: 500, actions: [{ action: 'pause', afterSecond: 1 }] },
    'policy.actions[0].afterSecond: unknown key; did you mean afterSeconds?',
  ],
  [
    { kind: 'nova', live_migration_downtime_steps: 2 },
    'policy.live_migration_downtime_steps: 2 is out of range; allowed: 3 to 10000 (steps)',
  ],
])('a bad policy file: %j', async (policy, sentence) => {
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify({ name: 'p', description: 'd', source: 's', policy }));
  const { code, err } = await run(['--policy', file]);
  expect({ code, err }).toEqual({ code: 2, err: `error: ${file}: ${sentence}\n` });
});

test('a policy that permits auto-converge turns it on', async () => {
  const file = join(folder, 'policy.json');
  const policy = { kind: 'kubevirt', allowAutoConverge: true };
  writeFileSync(file, JSON.stringify({ name: 'p', description: 'd', source: 's', policy }));
  const { out } = await run(['--policy', file, '--stress-mem', '600', '--format', 'json']);
  const [{ parameters }] = resultsDocumentSchema.parse(JSON.parse(out)).results;
  expect(parameters).toMatchObject({ auto_converge: true, background_sync: 'merged', policy: 'p' });
});
