import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { PageSender } from '../../src/migration/page-sender.js';
import type { TraceEvent } from '../../src/migration/trace.js';
import { deep, drawn, draws } from '../support/draws.js';
import { simulateWith } from '../support/parts.js';
import { fillingScenario, sweepingScenario } from '../support/random-scenarios.js';
import { strategyOf, withStrategy } from '../support/strategies.js';
import { qemuSwarm } from '../support/swarm.js';

const RUNS = deep(8, 25);

/** Broken: when nothing else is pending, what was held back is taken for sent. */
class ForgettingSender extends PageSender {
  protected override nextHeld(): number | null {
    const { ram } = this.context;
    for (const { start, end } of ram.held.runs) ram.skip(start, end);
    return null;
  }
}

const holding = fc
  .record({
    everyMs: fc.constantFrom(20, 300, 5000),
    share: fc.constantFrom(5, 50, 100),
    draw: fc.nat(1_000_000),
  })
  .map((settings) => strategyOf('holds-at-random', settings));

test(`${drawn(RUNS)} migrations with whatever QEMU has lose no page, whatever is held back`, () => {
  const seen = new Map<TraceEvent['event'], number>();
  const trace = (_: number, { event }: TraceEvent): void => {
    seen.set(event, (seen.get(event) ?? 0) + 1);
  };
  let completed = 0;
  fc.assert(
    fc.property(qemuSwarm, holding, (scenario, strategy) => {
      // What the swarm has of this is known to lose pages.
      fc.pre(scenario.settings.freePageHint === 'none');
      const result = simulate(withStrategy(scenario, strategy), { trace });
      if (result.status !== 'completed') return;
      completed++;
      expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
    }),
    draws(RUNS, 151),
  );
  expect(completed).toBeGreaterThan(drawn(RUNS) * 0.4);
  expect(seen.get('hold-back')).toBeGreaterThan(drawn(RUNS));
  expect(seen.get('held-pages-due')).toBeGreaterThan(drawn(RUNS) / 10);
});

test.each([
  ['a guest that fills its memory', fillingScenario],
  ['a guest that sweeps over its memory', sweepingScenario],
])('%s: a sender that forgets what was held back is caught', (_name, scenarios) => {
  const all = strategyOf('holds-at-random', { everyMs: 20, share: 100 });
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const held = withStrategy(scenario, all);
      expect(simulateWith(held, {})).toMatchObject({ oracle: { lostPages: 0 } });
      const result = simulateWith(held, { PageSender: ForgettingSender });
      if (result.status === 'completed') expect(result.oracle?.lostPages).toBeGreaterThan(0);
    }),
    draws(deep(2, 5), 51),
  );
});
