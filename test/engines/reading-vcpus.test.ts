import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { scenario, type ScenarioChanges } from '../support/scenarios.js';

/** A guest whose migration begins while it fills its memory, of which a vCPU then reads its half. */
function migrated(changes: ScenarioChanges) {
  return simulate(
    scenario({
      qemu: '8.0',
      cpus: 2,
      sleep: 0,
      maxIters: 60,
      host: { linkGbitPerSecond: 1, guestFaultInNs: 20_000 },
      workload: { kind: 'stress', stressMib: 100, readingVcpus: 1 },
      verify: true,
      ...changes,
    }),
  );
}

test('what a vCPU has only read is what XBZRLE sent of it', () => {
  const { oracle, status } = migrated({ compressionXbzrle: true, compressionXbzrleCache: 50 });
  expect(status).toBe('completed');
  expect(oracle?.lostPages).toBe(0);
});
