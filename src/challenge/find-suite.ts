import { settingTable } from '../settings/table.js';
import type { Suite } from '../settings/suite.js';
import { optionName } from '../search/range-option.js';
import type { ChallengeRequest, Find } from './challenge.js';

/** A suite of finds, for `batch --suite`: each find is a load, and the two strategies are its modes. */
export function findSuite({ contest, repeats }: ChallengeRequest, finds: readonly Find[]): Suite {
  const { against, fixed, metric, strategy } = contest;
  const { host = settingTable.host.standard, qemu, ...defaults } = fixed;
  return {
    name: slug(`challenge-${strategy.name}-${against.name}`),
    description: `Where ${strategy.name} does worse than ${against.name}, as challenge found it (${metric}).`,
    host: String(host),
    ...(qemu !== undefined && qemu !== null && { qemu: qemu as NonNullable<Suite['qemu']> }),
    defaults: { ...defaults, ...(metric === 'lost-pages' && { verify: true }) },
    loads: finds.map(({ simplest }) => ({
      name: loadName(Object.entries(simplest.point)),
      ...simplest.point,
    })),
    modes: [strategy, against].map(({ name, settings }) => ({ name, ...settings })),
    repeats,
  };
}

function loadName(settings: readonly (readonly [string, unknown])[]): string {
  if (settings.length === 0) return 'defaults';
  return settings
    .map(([key, value]) =>
      value === true ? optionName(key) : `${optionName(key)} ${String(value)}`,
    )
    .join(', ');
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
