import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { scenario } from '../support/scenarios.js';

const reusing = {
  kind: 'ended',
  junkMib: 30,
  restInUse: false,
  background: { kind: 'idle' },
  allocator: { kind: 'random', perSecond: 2000, pages: 3, holdMs: 30 },
} as const;

test.each(['1', '2', '3'])('no page is lost to a guest that is fast or slow (seed %s)', (seed) => {
  const { oracle, status } = simulate(
    scenario({
      host: { guestSpeedSpread: 0.1, linkGbitPerSecond: 0.3 },
      vmMem: 200,
      downtime: 20,
      maxIters: 60,
      workload: reusing,
      verify: true,
      seed,
    }),
  );
  expect(status).toBe('completed');
  expect(oracle?.lostPages).toBe(0);
});
