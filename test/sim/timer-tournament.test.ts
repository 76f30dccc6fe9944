import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerTournament } from '../../src/sim/timer-tournament.js';

test('no timer is set at first', () => {
  expect(new TimerTournament(3).nextTime).toBe(Infinity);
  expect(new TimerTournament(0).nextTime).toBe(Infinity);
});

test('the earliest comes first, of equal ones the lowest owner, whatever was set before', () => {
  const settings = fc.array(
    fc.record({ owner: fc.nat(8), time: fc.constantFrom(1, 2, 3, 50, 60.5, Infinity) }),
  );
  fc.assert(
    fc.property(settings, (changes) => {
      const tournament = new TimerTournament(9);
      const times = Array.from({ length: 9 }, () => Infinity);
      for (const { owner, time } of changes) {
        tournament.set(owner, ns(time));
        times[owner] = time;
        expect(tournament.nextTime).toBe(Math.min(...times));
        expect(tournament.nextOwner).toBe(times.indexOf(Math.min(...times)));
      }
    }),
  );
});
