import { hostNumbers } from '../../profiles/host-numbers.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { loadHostProfile } from '../../profiles/profile-files.js';
import type { Suite } from '../../settings/suite.js';
import { profileNumbers } from '../fitted-rows.js';
import type { LedgerHost } from './ledger-record.js';

/** A host that a table is simulated on, and the suite that reproduces it; null for recordings. */
export interface HostUse {
  readonly host: HostProfile;
  readonly table: string;
  readonly suite: Suite | null;
}

/** The numbers of which nobody knows better: a number that a profile assumes otherwise was chosen for it. */
const genericHost = 'generic-10g';

/** Where the numbers of each host come from; the free ones are counted. */
export function ledgerHosts(uses: readonly HostUse[]): LedgerHost[] {
  const usual = usualNumbers();
  const names = [...new Set(uses.map(({ host }) => host.name))];
  return names.map((name) => {
    const own = uses.filter(({ host }) => host.name === name);
    const numbers = profileNumbers(own[0].host);
    const of = (kind: string) => numbers.filter(([, { provenance }]) => provenance === kind);
    const fitted = of('fitted').map(([key]) => key);
    const chosen = of('assumed').flatMap(([key, { value }]) =>
      value === usual.get(key) ? [] : [key],
    );
    const assumes = [...new Set(own.flatMap(({ suite }) => suite?.assumes ?? []))];
    return {
      record: 'host',
      host: name,
      tables: [...new Set(own.map(({ table }) => table))],
      measured: of('measured').length,
      published: of('published').length,
      fitted,
      chosen,
      assumed: of('assumed').length,
      suite_assumes: assumes,
      free_numbers: fitted.length + chosen.length + assumes.length,
    };
  });
}

function usualNumbers(): ReadonlyMap<string, number> {
  const standards = Object.values(hostNumbers).flatMap((group) =>
    Object.entries(group).flatMap(([name, { standard }]): [string, number][] =>
      standard === null ? [] : [[name, standard]],
    ),
  );
  const generic = profileNumbers(loadHostProfile(genericHost));
  return new Map([...standards, ...generic.map(([name, { value }]) => [name, value] as const)]);
}
