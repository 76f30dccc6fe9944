import { vi } from 'vitest';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { PageSender } from '../../src/migration/page-sender.js';
import { type RunRecord, runRecord } from '../../src/results/run-record.js';

/** A strategy with a weakness: the migration that it makes of a scenario. */
export type Migrate = (scenario: QemuScenario) => RunRecord;

export const migrate: Migrate = (scenario) => runRecord(simulate(scenario, { onlyFigures: true }));

/** Holds back eight of the pages that are dirty when the guest stops, once it was throttled, and forgets them. */
export const forgetsHeldPages: Migrate = (scenario) => {
  const sendAll = PageSender.prototype.sendAll;
  const spy = vi.spyOn(PageSender.prototype, 'sendAll').mockImplementation(function (
    this: PageSender,
    clearChunks,
  ) {
    const { counters, ram } = this['context'];
    if (counters.maxThrottlePercent > 0) {
      for (let held = 0; held < 8 && ram.dirtyPages > 0; held++) {
        const page = ram.dirty.nextSet(0, ram.dirty.pages);
        ram.skip(page, page + 1);
      }
    }
    sendAll.call(this, clearChunks);
  });
  try {
    return migrate(scenario);
  } finally {
    spy.mockRestore();
  }
};
