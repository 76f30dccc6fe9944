import { rateText, secondsText, sizeText } from '../documents/prose-number.js';
import { MIB } from '../memory/units.js';
import type { Advice, ObservedAdvice } from './advice.js';
import type { ObservedFacts } from './observed-facts.js';

/** What was read of a migration, as the answer publishes it. */
export function observedAdvice(facts: ObservedFacts): ObservedAdvice {
  return {
    status: facts.status,
    elapsed_ms: facts.elapsedMs,
    ram_mb: facts.ramMib,
    remaining_mb: facts.remainingMib,
    iterations: facts.iterations,
    throttle_percent: facts.throttlePercent,
    link_gbit: facts.linkGbit,
    dirty_rates: facts.dirtyRates.map(({ mibPerSecond, periodMs }) => ({
      period_ms: periodMs,
      mib_per_second: mibPerSecond,
    })),
  };
}

/** Where the migration stands that was read, and what was taken from it. */
export function observedText({ continuation, observed }: Advice): string[] {
  if (observed === undefined) return [];
  const { dirty_rates: rates, iterations, link_gbit: gbit, throttle_percent: throttle } = observed;
  const pass = iterations === null ? '' : `, iteration ${iterations}`;
  const slowed = throttle > 0 ? `, throttle ${throttle} %` : '';
  const where =
    `The migration so far: ${observed.status} after ${secondsText(observed.elapsed_ms)}${pass}${slowed}, ` +
    `${sizeText(observed.remaining_mb * MIB)} of ${sizeText(observed.ram_mb * MIB)} left`;
  const last = rates.at(-1);
  const seen = [
    ...(gbit === null ? [] : [`${gbit} Gbit/s sent`]),
    ...(last === undefined
      ? []
      : [
          `the guest dirties ${rateText(last.mib_per_second * MIB)}` +
            (throttle > 0 ? ' at its full speed' : ''),
        ]),
  ];
  const stands = `${[where, ...seen].join('; ')}.`;
  if (continuation !== undefined) return [stands];
  return [`${stands} What follows is about the same migration, started afresh.`];
}
