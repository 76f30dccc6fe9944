import type { NumberName } from '../../profiles/host.js';
import { hostNumberBounds, hostOf } from '../../profiles/host.js';
import { hostNumbers } from '../../profiles/host-numbers.js';
import type { HostProfile, Parameter } from '../../profiles/host-profile.js';
import { heldReading } from './held-reading.js';
import type { HostReading, ToldNumber } from './host-reading.js';

/** The numbers that are told, each held to what `start` says of it; the last of those of one name. */
export function toldNumbers(
  readings: readonly HostReading[],
  start: HostProfile,
): readonly ToldNumber[] {
  const { numbers } = hostOf(start);
  const told = readings.flatMap((reading) => {
    if (reading.kind !== 'told') return [];
    const held = reading.isHeld === true ? reading : heldReading(reading, numbers[reading.number]);
    return held === null ? [] : [withinBounds(held)];
  });
  return [...new Map(told.map((reading) => [reading.number, reading])).values()];
}

/** What chance puts beyond what can be. */
function withinBounds(reading: ToldNumber): ToldNumber {
  const { max, min } = hostNumberBounds[reading.number];
  return { ...reading, value: Math.min(max, Math.max(min, reading.value)) };
}

/** `start` with the numbers that runs tell. */
export function hostOfReadings(start: HostProfile, told: readonly ToldNumber[]): HostProfile {
  return told.reduce(
    (host, reading) => withNumber(host, reading.number, parameterOf(reading)),
    start,
  );
}

/** `host` with another value of a number, in the group that has it. */
export function withNumber(
  host: HostProfile,
  number: NumberName,
  parameter: Parameter,
): HostProfile {
  const group = Object.entries(hostNumbers).find(([, rows]) => number in rows)?.[0];
  if (group === undefined || group === 'single') return { ...host, [number]: parameter };
  const before = host[group as keyof HostProfile] as object | undefined;
  return { ...host, [group]: { ...before, [number]: parameter } };
}

/** As a profile has it: what runs differ by is uncertain of the next one, too. */
function parameterOf(reading: ToldNumber): Parameter {
  const { files, isFitted, origin, scatter, standardError } = reading;
  const value = Number(withinBounds(reading).value.toPrecision(4));
  const error = Number(Math.hypot(standardError, scatter).toPrecision(2));
  return {
    value,
    provenance: isFitted === true ? 'fitted' : 'measured',
    ...(value > 0 && error > 0 && { uncertainty: { standardError: error } }),
    source: `${origin}; of ${files.join(', ')}`,
  };
}

/** `host` with the words for what was kept of `start`: every number that is not in `told`. */
export function withKeptNumbers(
  host: HostProfile,
  start: HostProfile,
  told: ReadonlySet<string>,
): HostProfile {
  const kept = (name: string, parameter: Parameter): Parameter =>
    told.has(name)
      ? parameter
      : {
          ...parameter,
          source: `kept from ${start.name}, as the runs do not tell it: ${parameter.source}`,
        };
  const group = <Numbers extends object>(numbers: Numbers): Numbers =>
    Object.fromEntries(
      Object.entries(numbers).map(([name, parameter]) => [
        name,
        kept(name, parameter as Parameter),
      ]),
    ) as Numbers;
  const { single, ...groups } = hostNumbers;
  const said = Object.entries(host).map(([name, value]) => {
    if (name in groups) return [name, group(value as object)] as const;
    return [name, name in single ? kept(name, value as Parameter) : value] as const;
  });
  return Object.fromEntries(said) as HostProfile;
}

/** `host` without what `--uncertain` draws: a fit looks at its numbers alone. */
export function certainHost(host: HostProfile): HostProfile {
  return JSON.parse(
    JSON.stringify(host, (key, value: unknown) => (key === 'uncertainty' ? undefined : value)),
  ) as HostProfile;
}
