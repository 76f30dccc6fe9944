import type { RandomStream } from '../sim/random-stream.js';
import { type HostNumber, hostNumbers } from './host-numbers.js';
import { type HostProfile, NOT_IDENTIFIABLE, type Parameter } from './host-profile.js';

/**
 * `host` with each number that has an uncertainty drawn within it: log-normal with the standard error of its fit, or
 * anywhere in the range that was measured. A number without one stays. Each number takes its own part of `stream`,
 * whatever the others do.
 *
 * @param streamOf the random numbers of a host number, by its name
 */
export function uncertainHost(
  host: HostProfile,
  streamOf: (name: string) => RandomStream,
): HostProfile {
  const { parameters: required, single, ...groups } = hostNumbers;
  const drawn = (
    names: Readonly<Record<string, HostNumber>>,
    said: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, Parameter>> =>
    Object.fromEntries(
      Object.keys(names).flatMap((name) => {
        const parameter = said[name] as Parameter | undefined;
        return parameter?.uncertainty === undefined
          ? []
          : [[name, drawnParameter(parameter, () => streamOf(name))] as const];
      }),
    );
  const drawnGroups = Object.entries(groups).flatMap(([group, names]) => {
    const said = host[group as keyof typeof groups];
    return said === undefined ? [] : [[group, { ...said, ...drawn(names, said) }] as const];
  });
  return {
    ...host,
    ...drawn(single, host),
    ...Object.fromEntries(drawnGroups),
    parameters: { ...host.parameters, ...drawn(required, host.parameters) },
  } as HostProfile;
}

function drawnParameter(parameter: Parameter, stream: () => RandomStream): Parameter {
  const { uncertainty, value } = parameter;
  if (uncertainty === undefined || uncertainty === NOT_IDENTIFIABLE || value === 0)
    return parameter;
  if ('low' in uncertainty) {
    const { low, high } = uncertainty;
    return { ...parameter, value: low + stream().uniform() * (high - low) };
  }
  return {
    ...parameter,
    value: value * Math.exp((uncertainty.standardError / value) * stream().normal()),
  };
}
