import { expect, test } from 'vitest';
import { migrateWith, sendMigration } from '../../support/cloud-hypervisor.js';

test('what a device writes does not slow the vCPUs down', () => {
  const idle = { workload: { kind: 'idle' }, host: { linkGbitPerSecond: 1 } } as const;
  const scenario = sendMigration({ ...idle, vhostUserMem: 40, vhostUserRate: 400 });
  expect(migrateWith(scenario).guestSpeedPercent).toBe(100);
});

test('what is written before logging starts is not in the log', () => {
  // Idle but for a device that writes a page in two seconds, and a log that starts late.
  const scenario = sendMigration({
    workload: { kind: 'idle' },
    host: {
      connectMs: 10_000,
      startDirtyLogMsPerGib: 0,
      linkGbitPerSecond: 100,
      contentPageNs: 0,
      receiveFirstTouchNs: 0,
      receivePageNs: 0,
    },
    vhostUserMem: 40,
    vhostUserRate: 1,
    vhostUserInFlight: 0,
  });
  const { cloudHypervisor: report } = migrateWith(scenario);
  const [, delta] = (report?.progress ?? []).filter(({ phase }) => phase === 'MemoryPrecopy');
  // A megabyte a second, for as long as the first pass took: not for the ten seconds before.
  expect(delta.bytesRemainingIteration).toBeLessThan(0.5 * 2 ** 20);
});

test('an idle guest ends under every state of 2025, by what the empty pass left of the bandwidth', () => {
  for (const variant of ['cyberus-2025a', 'cyberus-2025b'] as const) {
    const result = migrateWith(sendMigration({ variant, workload: { kind: 'idle' } }));
    expect(result).toMatchObject({ status: 'completed', stopCondition: null, dirtySyncCount: 3 });
  }
});

test('a migration without a timeout that cannot converge is given up', () => {
  const result = migrateWith(
    sendMigration({
      variant: 'cyberus-mid',
      host: { linkGbitPerSecond: 0.01 },
      stressMem: 8,
      downtime: 1,
      vhostUserMem: 4,
      vhostUserRate: 1000,
    }),
  );
  expect(result).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(
      /^not converged after \d+ passes, and without a timeout it never/,
    ),
  });
});
