import { simulate } from '../../src/engines/simulate.js';
import type { DirtyLogForm } from '../../src/host/dirty-tracking.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import type { Accelerator } from '../../src/profiles/accelerator.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';
import { hostProfile } from '../support/hosts.js';
import { type Decision, digestLine } from './digest.js';
import document from './scenarios.json' with { type: 'json' };

interface KeptHost {
  readonly accelerator: Accelerator;
  readonly dirtyLog: DirtyLogForm;
  readonly numbers: HostNumbers;
}

export interface KeptMigration {
  readonly id: string;
  /** What the migration is kept for. */
  readonly group: string;
  readonly host: string;
  readonly settings: Omit<Settings, 'host'>;
}

/**
 * Small migrations that were drawn from the swarm once, and are kept: what is drawn anew shifts with
 * each new setting. A new feature adds lines of its own.
 */
const kept = document as unknown as {
  readonly hosts: Readonly<Record<string, KeptHost>>;
  readonly scenarios: readonly KeptMigration[];
};

export const keptMigrations = kept.scenarios;

/** What a migration does, in a line. */
export function keptLine({ host, settings }: KeptMigration): string {
  const { accelerator, dirtyLog, numbers } = kept.hosts[host];
  const profile = { ...hostProfile(numbers, accelerator), dirtyLog };
  const trace: Decision[] = [];
  const result = simulate(resolve({ ...settings, verify: true, host: profile }), {
    trace: (timeMs, event) => void trace.push([timeMs, event]),
  });
  return digestLine(result, trace);
}
