import { line, type Section, section } from '../documents/document.js';

/** Columns of a run record in which the conditions of its run are. */
type ConditionColumn = 'host' | 'vmm' | 'version' | 'seed' | 'workload' | 'parameters_ram_in_use';

const ramInUse: Readonly<Record<string, string>> = {
  all: 'all RAM has content',
  workload: 'only RAM that the workload writes has content',
};

/** Names of one condition are listed up to so many. */
const listed = 4;

/** Gathers under which conditions runs were simulated, for the note under their table. */
export class Conditions {
  private readonly hosts = new Names();
  private readonly versions = new Names();
  private readonly seeds = new Names();
  private readonly uses = new Names();

  /** @param column reads a column of the record of a run */
  take(column: (name: ConditionColumn) => unknown): void {
    const engine = column('vmm') === 'qemu' ? 'QEMU' : 'Cloud Hypervisor';
    this.hosts.add(String(column('host')));
    this.versions.add(`${engine} ${String(column('version'))}`);
    this.seeds.add(String(column('seed')));
    const given = column('parameters_ram_in_use');
    const isOpen = given === undefined || given === null || given === '';
    // A workload that ended says itself what it left behind.
    const tells = isOpen && column('workload') === 'ended';
    this.uses.add(
      tells
        ? 'the workload says which RAM has content'
        : ramInUse[isOpen ? 'workload' : String(given)],
    );
  }

  /** `host generic-10g, QEMU 10.0, seed 1; all RAM has content` */
  text(): string {
    const { hosts, seeds, uses, versions } = this;
    const where = `${hosts.text('host ', 'hosts ')}, ${versions.text()}`;
    return `${where}, ${seeds.text('seed ', 'seeds ')}; ${uses.text('', '', ', or ')}`;
  }

  section(): Section {
    return section(null, [line(this.text())]);
  }
}

/** The names that a condition has, of which there may be as many as runs. */
class Names {
  private readonly first = new Set<string>();
  private hasMore = false;

  add(name: string): void {
    if (this.first.has(name)) return;
    if (this.first.size < listed) this.first.add(name);
    else this.hasMore = true;
  }

  text(one = '', several = one, separator = ', '): string {
    const { first, hasMore } = this;
    const names = [...first].join(separator) + (hasMore ? ' and more' : '');
    return (first.size > 1 ? several : one) + names;
  }
}
