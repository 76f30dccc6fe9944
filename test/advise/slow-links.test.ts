import { expect, test } from 'vitest';
import { adviceDocument } from '../../src/advise/advice-document.js';
import { adviceOn } from '../../src/advise/advise.js';
import { candidateOf } from '../../src/advise/candidate.js';
import { withPatience } from '../../src/advise/patience.js';
import { completeQuestion } from '../../src/advise/question.js';
import { SEARCH_SECONDS, Trials } from '../../src/advise/trials.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderText } from '../../src/documents/text-document.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { hostWithLink } from '../../src/profiles/linked-host.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { runRecord, type RunRecord } from '../../src/results/run-record.js';

const host = hostWithLink(loadHostProfile('generic-10g'), 0.001, 'slow');
const small = { mem: 1, stressMem: 1, maxTime: 1, host };

/** Records of migrations that nobody simulates: each takes all the time that it is given, and does not complete. */
class Hopeless {
  seconds = 0;
  private readonly record = runRecord(simulate(candidateOf(small).scenario));

  readonly run = async (scenarios: readonly QemuScenario[]): Promise<RunRecord[]> =>
    scenarios.map(({ settings }) => {
      this.seconds += settings.maxTime;
      return { ...this.record, status: 'cancelled', total_time_ms: settings.maxTime * 1000 };
    });
}

test.each([
  ['at the time that the link needs three times', {}],
  ['at the longest goal', { maxTotalSeconds: 1_000_000 }],
])('over a link of 1 Mbit/s a search ends soon: %s', async (_name, goals) => {
  const hopeless = new Hopeless();
  const settings = { mem: 1, stressMem: 100, qemu: '2.6' as const, host };
  const advice = await adviceOn(completeQuestion({ settings, goals, runs: 20 }), hopeless.run);
  expect(advice.cut_short).toBe(true);
  expect(renderText(adviceDocument(advice), plainStyle)).toContain('The search was cut short');
  // Each way was tried once, and the nearest is told with what managers make of it.
  const longest = Math.min(1_000_000, 1.5 * advice.goals.max_total_s + 2);
  expect(hopeless.seconds).toBeLessThanOrEqual(SEARCH_SECONDS + 12 * longest);
});

test('a search that has simulated enough tries as much as fits, and says that it was not all', async () => {
  const hopeless = new Hopeless();
  const trials = new Trials(hopeless.run);
  const candidates = [100_000, 300_000, 250_000].map((maxTime) =>
    candidateOf({ ...small, maxTime }),
  );
  expect(trials.affordable(candidates)).toEqual(candidates);
  await trials.run(candidates.slice(0, 2), 1);
  // Two as long as the longest are 600,000 s.
  expect(trials.affordable(candidates.slice(0, 2))).toHaveLength(2);
  expect([trials.mayGoOn(), trials.isCutShort]).toEqual([true, false]);
  expect(trials.affordable(candidates)).toEqual(candidates.slice(0, 2));
  expect(trials.isCutShort).toBe(true);
  await trials.run(candidates, 2);
  expect(trials.mayGoOn()).toBe(false);
  expect(trials.affordable(candidates)).toEqual([]);
});

test('runs that are sure to be made come first only where all of a search fit', () => {
  const trials = new Trials(new Hopeless().run);
  expect([900, 2000, 2001, 1e6].map((seconds) => trials.isAmple(seconds))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('where iterations take minutes fewer of them are waited for', () => {
  const plain = candidateOf({ ...small, maxIters: 400 });
  const itersAt = (iterationSeconds: number | null): number =>
    withPatience(plain, { iterationSeconds }).scenario.settings.maxIters;
  expect([null, 0, 1, 250].map(itersAt)).toEqual([400, 400, 400, 400]);
  expect([251, 1000, 2500, 1e6].map(itersAt)).toEqual([398, 100, 40, 40]);
});
