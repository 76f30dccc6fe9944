import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootSector, type RewritingGuest } from './boot-sector.js';
import { QemuMachine } from './qemu-machine.js';

/** What the tests read of QEMU's answer to `query-migrate`. */
export interface MigrateAnswer {
  readonly status: string;
  readonly 'total-time'?: number;
  readonly downtime?: number;
  readonly ram?: {
    readonly total: number;
    readonly transferred: number;
    readonly remaining: number;
    readonly normal: number;
    readonly duplicate: number;
    readonly 'dirty-sync-count': number;
    readonly 'dirty-pages-rate': number;
  };
}

export interface MigrationLimits {
  /** MiB a second. */
  readonly bandwidth: number;
  readonly downtimeMs: number;
}

const mib = 1024 * 1024;
const floppyBytes = 1440 * 1024;

/** A QEMU with a guest that works, and one that waits for it. */
export class QemuPair {
  private readonly folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
  private readonly machines: QemuMachine[] = [];
  private readonly channel = this.file('channel');

  private constructor(private readonly memoryMib: number) {}

  /** Starts both, and waits until the guest has filled its region. */
  static async start(guest: RewritingGuest, memoryMib = 64): Promise<QemuPair> {
    const pair = new QemuPair(memoryMib);
    try {
      await pair.boot(guest);
      return pair;
    } catch (problem) {
      await pair.stop();
      throw problem;
    }
  }

  get source(): QemuMachine {
    return this.machines[0];
  }

  get destination(): QemuMachine {
    return this.machines[1];
  }

  /** The path of a file that is removed with the others. */
  file(name: string): string {
    return join(this.folder, name);
  }

  /** Begins the migration. */
  async migrate({ bandwidth, downtimeMs }: MigrationLimits): Promise<void> {
    const { monitor } = this.source;
    await monitor.execute('migrate-set-capabilities', {
      capabilities: [{ capability: 'events', state: true }],
    });
    await monitor.execute('migrate-set-parameters', {
      'max-bandwidth': bandwidth * mib,
      'downtime-limit': downtimeMs,
    });
    await monitor.execute('migrate', { uri: `unix:${this.channel}` });
  }

  /** Waits for the migration's end. @returns what QEMU then says of it */
  async ended(): Promise<MigrateAnswer> {
    const ends = ['completed', 'failed', 'cancelled'];
    await this.source.monitor.event('MIGRATION', (data) => ends.includes(`${data?.['status']}`));
    let answer = await this.query();
    // Times are counted a moment after the migration has completed.
    while (answer.status === 'completed' && answer['total-time'] === 0) answer = await this.query();
    return answer;
  }

  /** Waits until this many syncs of the dirty bitmap have been. @returns what QEMU then says */
  async synced(syncs: number): Promise<MigrateAnswer> {
    await this.source.monitor.event('MIGRATION_PASS', (data) => data?.['pass'] === syncs);
    return this.query();
  }

  async query(): Promise<MigrateAnswer> {
    return (await this.source.monitor.execute('query-migrate')) as MigrateAnswer;
  }

  /** Ends both, and removes their files. */
  async stop(): Promise<void> {
    await Promise.all(this.machines.map((machine) => machine.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async boot(guest: RewritingGuest): Promise<void> {
    const image = this.file('floppy.img');
    const floppy = Buffer.alloc(floppyBytes);
    bootSector(guest).copy(floppy);
    writeFileSync(image, floppy);
    const { folder, memoryMib, channel } = this;
    const common = { folder, image, memoryMib };
    this.machines.push(await QemuMachine.start({ ...common, name: 'source', incoming: null }));
    this.machines.push(
      await QemuMachine.start({ ...common, name: 'destination', incoming: channel }),
    );
    await this.source.hasWritten(1);
  }
}
