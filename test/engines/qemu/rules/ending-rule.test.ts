import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { MigrationResult } from '../../../../src/engines/migration-result.js';
import { simulate } from '../../../../src/engines/simulate.js';
import { resolve, type Settings } from '../../../../src/settings/resolve.js';
import { temporaryFolder } from '../../../cli/folder.js';

const folder = temporaryFolder();

/** A strategy that decides about the end, by the body of its `decide` and when it is asked. */
function deciding(name: string, body: string, everyMs = 1000): Settings {
  const file = join(folder, `${name}.mjs`);
  const decide = `decide({ cause, timeMs, downtimeLimitMs, isPaused }, { state }) { ${body} }`;
  writeFileSync(
    file,
    `export default { name: '${name}', state: () => ({}), completion: { everyMs: ${everyMs}, ${decide} } };`,
  );
  return { strategy: file };
}

/** A guest that writes faster than its link carries. */
function migration(more: Settings): MigrationResult {
  const settings: Settings = {
    host: 'smartx-v2',
    qemu: '9.1',
    cpus: 4,
    mem: 2,
    stressMem: 1024,
    maxIters: 1000,
    maxTime: 330,
    ...more,
  };
  return simulate(resolve(settings, { name: 'end', mode: 'any', repeat: 1 }));
}

/** All but what names who decided. */
function figures(result: MigrationResult) {
  const { history, samples, totalTimeMs, transferredBytes } = result;
  const downtime = result.status === 'completed' ? result.downtime : null;
  return { status: result.status, downtime, history, samples, totalTimeMs, transferredBytes };
}

test('a rule does what the convergence timeout does, byte for byte', () => {
  const body = "if (cause === 'timer') return { downtimeLimitMs: downtimeLimitMs * 2 };";
  const own = migration({ downtime: 30, ...deciding('doubles', body, 5000) });
  expect(figures(own)).toEqual(figures(migration({ convergenceTimeout: 5 })));
});

test('a rule pauses the guest when virsh does', () => {
  const body = "if (cause === 'timer' && timeMs > 300500) return 'pause-guest';";
  const builtIn = migration({ policy: 'libvirt-suspend' });
  const own = migration(deciding('pauses', body, 500));
  expect(own.pause?.atMs).toBe(builtIn.pause?.atMs);
  expect(own.transferredBytes).toBe(builtIn.transferredBytes);
});

test.each<[string, Settings, object]>([
  [
    'forces the switchover',
    deciding('forces', "return timeMs >= 20000 ? 'switchover' : null;"),
    { status: 'completed', stopCondition: 'strategy-switchover' },
  ],
  [
    'raises the limit',
    deciding('raises', 'if (timeMs >= 20000) return { downtimeLimitMs: 30000.7 };'),
    { status: 'completed', stopCondition: 'strategy-downtime-limit' },
  ],
  [
    'pauses the guest',
    deciding('stops', "return timeMs >= 20000 && !isPaused ? 'pause-guest' : null;"),
    { status: 'completed', stopCondition: 'strategy-pause' },
  ],
  [
    'starts postcopy',
    { ...deciding('postcopies', "return timeMs >= 20000 ? 'postcopy' : null;"), postCopy: true },
    { status: 'completed', stopCondition: 'strategy-postcopy' },
  ],
  [
    'gives up',
    deciding('ends', "return timeMs >= 20000 ? 'give-up' : null;"),
    { status: 'cancelled', reason: 'strategy-give-up' },
  ],
  ['does nothing', deciding('waits', ''), { status: 'cancelled', reason: 'max-time' }],
  ['is the shipped one', { strategy: 'stall' }, { status: 'completed' }],
])('a rule that %s', (_name, own, outcome) => {
  const result = migration({ verify: true, ...own });
  expect(result).toMatchObject(outcome);
  if (result.status === 'completed') expect(result.oracle?.lostPages).toBe(0);
});
