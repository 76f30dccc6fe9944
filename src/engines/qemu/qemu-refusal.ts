import {
  isAtLeast,
  type QemuRelease,
  type QemuVersion,
  qemuVersions,
} from '../../profiles/qemu-version.js';
import type { Policy } from '../../profiles/policy.js';
import { quoted, type Refusal, type RefusalContext } from '../refusal.js';
import type { ScenarioStrategy } from '../scenario.js';
import type { SettingTable } from '../setting.js';
import type { QemuSettings } from './settings.js';

/** What a refusal of a migration by QEMU looks at. */
export interface QemuRefusalContext extends RefusalContext<QemuSettings, QemuVersion> {
  readonly policy: Policy | null;
  readonly strategy?: ScenarioStrategy | undefined;
  /** The policy as it was named. */
  readonly policyName: string;
  /** Whether auto-converge was asked for, which a policy may overrule. */
  readonly askedAutoConverge: boolean;
  /** The name by which a mode of convergence was asked for; null if it was not. */
  readonly mode: string | null;
}

export type QemuRefusal = Refusal<QemuRefusalContext>;

/** "is not in QEMU 7.2, it came with 8.1". */
export function notYetIn(version: QemuVersion, since: QemuRelease): string {
  return `is not in QEMU ${version}, it came with ${since}`;
}

/** The settings of a table that not all versions of QEMU have, refused where they are in use. */
export function versionRefusals(table: SettingTable): readonly QemuRefusal[] {
  return Object.entries(table).flatMap(
    ([subject, { form, since, standard, until }]): QemuRefusal[] =>
      since === undefined && until === undefined
        ? []
        : [
            {
              subject,
              source: 'QEMU, qapi/migration.json ("Since"), and docs/about/removed-features.rst',
              problem({ settings, version }) {
                const value = (settings as Readonly<Record<string, unknown>>)[subject];
                if (value === standard) return null;
                if (since !== undefined && !isAtLeast(version, since)) {
                  return { ...quoted(form, value), problem: notYetIn(version, since) };
                }
                if (until === undefined || isAtLeast(until, version)) return null;
                const removed = qemuVersions.find((later) => !isAtLeast(until, later));
                const problem = `is not in QEMU ${version}, it was removed in ${removed}`;
                return { ...quoted(form, value), problem };
              },
            },
          ],
  );
}
