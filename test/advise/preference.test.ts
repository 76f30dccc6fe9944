import { expect, test } from 'vitest';
import { candidateOf } from '../../src/advise/candidate.js';
import { throttle } from '../../src/advise/kinds/auto-converge.js';
import { mayBePreferred, preferred } from '../../src/advise/preference.js';
import type { Trial } from '../../src/advise/trials.js';
import type { RunRecord } from '../../src/results/run-record.js';
import type { Settings } from '../../src/settings/resolve.js';

const goals = { maxDowntimeMs: 300, maxTotalSeconds: 60, minGuestSpeedPercent: 0 };
const settings: Settings = { mem: 1, stressMem: 10, downtime: 300 };
const plain = candidateOf(settings);
const survey = {
  converges: true,
  first_pass_seconds: 10,
  sent_bytes_per_second: 1e8,
  dirtied_bytes_per_second: 1e7,
  least_remaining_bytes: 0,
  least_downtime_ms: 0,
};
const base = { plain, survey };
const lower = candidateOf({ ...settings, downtime: 200 });
const throttled = candidateOf({ ...settings, ...throttle(20, 10, 99) });
const postcopy = candidateOf({ ...settings, postCopy: true, postCopyIters: 2 });

const trial = (candidate: typeof plain, speed: number, totalS = 10, downtime = 100): Trial => ({
  ...candidate,
  runs: [
    {
      status: 'completed',
      downtime_ms: downtime,
      total_time_ms: 1000 * totalS,
      guest_speed_percent: speed,
    } as RunRecord,
  ],
});

test('at best as good is no reason to try', () => {
  const met = trial(plain, 100);
  expect(mayBePreferred(throttled, met, goals, base)).toBe(false);
  expect(mayBePreferred(lower, met, goals, base)).toBe(false);
  expect(mayBePreferred(postcopy, met, goals, base)).toBe(false);
});

test('what may leave the guest faster, end sooner or risk less is tried', () => {
  expect(mayBePreferred(throttled, trial(plain, 90), goals, base)).toBe(true);
  expect(mayBePreferred(lower, trial(plain, 100, 30), goals, base)).toBe(true);
  expect(mayBePreferred(throttled, trial(postcopy, 100), goals, base)).toBe(true);
});

test('everything is tried where the goals are not met', () => {
  const missed = trial(plain, 100, 10, 400);
  for (const other of [throttled, lower, postcopy]) {
    expect(mayBePreferred(other, missed, goals, base)).toBe(true);
  }
});

test('of what was run a step more counts, and no more', () => {
  const met = trial(plain, 90);
  expect(mayBePreferred(trial(throttled, 86), met, goals, base)).toBe(false);
  expect(mayBePreferred(trial(throttled, 91), met, goals, base)).toBe(true);
  expect(mayBePreferred(trial(throttled, 91, 10, 400), met, goals, base)).toBe(false);
});

test('what is preferred to others might have been', () => {
  const trials = [60, 72, 81, 90, 99].flatMap((speed) =>
    [10, 11, 14].flatMap((totalS) =>
      [plain, lower, throttled, postcopy].map((each) => trial(each, speed, totalS)),
    ),
  );
  const order = preferred(trials, goals, base);
  order.forEach((better, index) => {
    for (const worse of order.slice(index + 1)) {
      const isTie = preferred([worse, better], goals, base)[0] === worse;
      if (!isTie) expect(mayBePreferred(better, worse, goals, base)).toBe(true);
      if (!isTie) expect(mayBePreferred(plainly(better), worse, goals, base)).toBe(true);
    }
  });
});

/** The settings alone. */
function plainly({ scenario, settings: given }: Trial) {
  return { scenario, settings: given };
}
