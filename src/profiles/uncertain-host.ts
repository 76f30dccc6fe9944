import type { Bounds } from '../input/bounded-number.js';
import type { RandomStream } from '../sim/random-stream.js';
import { type Host, hostNumberBounds, type HostNumbers, type NumberName } from './host.js';
import { NOT_IDENTIFIABLE } from './provenance.js';
import type { Uncertainty } from './host-profile.js';

/**
 * The numbers of `host`, each of which that has an uncertainty drawn within it: log-normal with the standard error of
 * its fit, or anywhere in the range that was measured.
 *
 * @param streamOf the random numbers of a host number, by its name
 */
export function drawnNumbers(
  { numbers, uncertainties }: Pick<Host, 'numbers' | 'uncertainties'>,
  streamOf: (name: string) => RandomStream,
): HostNumbers {
  const drawn = Object.entries(uncertainties).map(
    ([name, uncertainty]) =>
      [
        name,
        within(
          hostNumberBounds[name as NumberName],
          drawnNumber(numbers[name as NumberName], uncertainty, () => streamOf(name)),
        ),
      ] as const,
  );
  return { ...numbers, ...(Object.fromEntries(drawn) as Partial<HostNumbers>) };
}

/** A draw is no other number than a profile could have. */
function within({ max, min }: Bounds, value: number): number {
  return Math.min(max, Math.max(min, value));
}

function drawnNumber(value: number, uncertainty: Uncertainty, stream: () => RandomStream): number {
  if (uncertainty === NOT_IDENTIFIABLE || value === 0) return value;
  if ('low' in uncertainty) {
    return uncertainty.low + stream().uniform() * (uncertainty.high - uncertainty.low);
  }
  return value * Math.exp((uncertainty.standardError / value) * stream().normal());
}
