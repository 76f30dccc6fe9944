import { expect, test } from 'vitest';
import { qmpCommands } from '../../../src/advise/managers/qmp-commands.js';
import { simulate } from '../../../src/engines/simulate.js';
import { runRecord } from '../../../src/results/run-record.js';
import { refused } from '../../support/refused.js';
import { scenario } from '../../support/scenarios.js';

const busy = { cpus: 2, mem: 2, stressMem: 1000, qemu: '9.1' } as const;

test('a rate above the estimate lets a migration switch over that would not', () => {
  expect(simulate(scenario(busy)).status).toBe('cancelled');
  const trusting = simulate(scenario({ ...busy, availSwitchoverBandwidth: '100Gbit' }));
  expect(trusting.status).toBe('completed');
  expect(runRecord(trusting).parameters).toMatchObject({ avail_switchover_bandwidth: 11_921 });
});

test('off it is in no record, and in no command', () => {
  const off = scenario(busy);
  expect(runRecord(simulate(off)).parameters).not.toHaveProperty('avail_switchover_bandwidth');
  expect(qmpCommands(off).join()).not.toContain('avail-switchover');
  expect(qmpCommands(scenario({ ...busy, availSwitchoverBandwidth: 100 })).join('\n')).toContain(
    '"avail-switchover-bandwidth":104857600',
  );
});

test('it came with QEMU 8.2', () => {
  expect(refused({ qemu: '8.1', availSwitchoverBandwidth: 100 })).toBe(
    'availSwitchoverBandwidth: 100 is not in QEMU 8.1, it came with 8.2',
  );
  expect(refused({ qemu: '8.2', availSwitchoverBandwidth: 100 })).toBe(null);
});
