import type { MigrationChart, ParameterGroup } from './migration-chart.js';
import { inSentence, parameterDifferences } from './parameter-differences.js';

/** What stands at the head of a page: what is compared, under which conditions, and what was held fixed. */
export interface PageHeading {
  readonly title: string;
  readonly conditions: readonly string[];
}

/** What differs is told in the title up to so many names. */
const mostNamed = 3;

/** Values of a condition that are listed; of more, how many there are is said. */
const mostListed = 4;

/** Rows that say under which conditions a run was simulated, and how a sentence begins with them. */
const conditionNames = {
  'Host profile': ['host ', 'hosts '],
  QEMU: ['QEMU ', 'QEMU '],
  'cloud-hypervisor': ['Cloud Hypervisor ', 'Cloud Hypervisor '],
  Mode: ['mode ', 'modes '],
  Seed: ['seed ', 'seeds '],
} as const;

/** Rows that are told among what was held fixed, whatever they say; others if they are switched on. */
const toldNames = new Set([
  'CPUs',
  'RAM',
  'Working set',
  'Downtime limit',
  'Bandwidth limit',
  'Max iterations',
  'Max time',
]);

/** Rows that follow from others, or that tell no runs apart. */
const derivedNames = new Set(['Hash of the host', 'Program', 'Model', 'Notes', 'Host', 'Repeat']);

export function pageHeading(
  charts: readonly MigrationChart[],
  labels: readonly string[],
): PageHeading {
  const all = charts.map(({ parameters }) => parameters);
  const { different, same } = parameterDifferences(all);
  const names = different
    .map(({ name }) => name)
    .filter((name) => !derivedNames.has(name))
    .map(inSentence);
  const isNamed = names.length > 0 && names.length <= mostNamed;
  const compared = isNamed ? `Migrations by ${joined(names)}` : 'Migration comparison';
  const fixed = fixedText(same);
  return {
    title: charts.length === 1 ? labels[0] : compared,
    conditions: [conditionsText(charts), ...(fixed === '' ? [] : [fixed])],
  };
}

function conditionsText(charts: readonly MigrationChart[]): string {
  const parts = Object.entries(conditionNames).flatMap(([name, [one, several]]) => {
    const values = new Set(charts.flatMap(({ parameters }) => valueOf(parameters, name) ?? []));
    if (values.size === 0) return [];
    const shown = [...values].slice(0, mostListed).join(', ');
    const more = values.size > mostListed ? ` and ${values.size - mostListed} more` : '';
    return [`${values.size === 1 ? one : several}${shown}${more}`];
  });
  const measured = charts.filter(({ origin }) => origin === 'measured').length;
  if (measured === charts.length) return 'Measured, not simulated';
  const start = `Simulated: ${parts.join(', ')}`;
  return measured === 0 ? start : `${start}; ${measured} of ${charts.length} measured`;
}

function valueOf(groups: readonly ParameterGroup[], name: string): string | undefined {
  const group = groups.find(({ title }) => title === 'Simulation');
  return group?.rows.find(([row]) => row === name)?.[1];
}

function fixedText(same: readonly ParameterGroup[]): string {
  const rows = same.flatMap((group) => group.rows);
  const told = rows.flatMap(([name, value]) => {
    if (toldNames.has(name)) return value === 'none' ? [] : [fixedFigure(name, value)];
    const [isOn, how] = /^yes(?:, (.*))?$/.exec(value) ?? [null, undefined];
    return isOn === null ? [] : [[inSentence(name), how].filter(Boolean).join(' ')];
  });
  return told.length === 0 ? '' : `Held fixed: ${told.join(', ')}`;
}

function fixedFigure(name: string, value: string): string {
  return name === 'CPUs' || name === 'RAM' ? `${value} ${name}` : `${inSentence(name)} ${value}`;
}

function joined(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
