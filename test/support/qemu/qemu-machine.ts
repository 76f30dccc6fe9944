import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LeashedProcess } from '../leashed-process.js';
import { writtenPagesAddress } from './boot-sector.js';
import { QmpClient } from './qmp-client.js';

const program = 'qemu-system-x86_64';

export const hasQemu = spawnSync(program, ['--version']).status === 0;

/** Why the tests of a real QEMU are skipped, for the name of the suite. */
export const qemuNote = hasQemu ? '' : ` (skipped: no ${program}; apt-get install qemu-system-x86)`;

export interface MachineOptions {
  /** Where its sockets are made, and what they are called. */
  readonly folder: string;
  readonly name: string;
  /** The floppy that it boots from. */
  readonly image: string;
  readonly memoryMib: number;
  /** Waits for a migration on a socket of this path, instead of booting. */
  readonly incoming: string | null;
}

/** A QEMU in software emulation with two monitors: one for the tests, one for who watches. */
export class QemuMachine {
  private constructor(
    private readonly process: LeashedProcess,
    /** The monitor of the tests. */
    readonly monitor: QmpClient,
    /** Path of the other monitor. */
    readonly watched: string,
  ) {}

  /** Starts it. @throws Error with QEMU's own words if it does not */
  static async start({
    folder,
    name,
    image,
    memoryMib,
    incoming,
  }: MachineOptions): Promise<QemuMachine> {
    const own = join(folder, `${name}.driver`);
    const watched = join(folder, `${name}.qmp`);
    const process = new LeashedProcess(
      program,
      [
        ['-accel', 'tcg'],
        ['-machine', 'pc'],
        ['-m', `${memoryMib}`],
        ['-nodefaults', '-no-user-config'],
        ['-display', 'none'],
        ['-drive', `file=${image},format=raw,if=floppy,readonly=on`],
        ...[own, watched].map((path) => ['-qmp', `unix:${path},server=on,wait=off`]),
        ...(incoming === null ? [] : [['-incoming', `unix:${incoming}`]]),
      ].flat(),
      { signal: 'KILL' },
    );
    while (!existsSync(watched)) {
      if (process.isOver) throw new Error(`${program} did not start\n${process.errors}`);
      await delay(20);
    }
    return new QemuMachine(process, await QmpClient.connect(own), watched);
  }

  /** How many pages the guest has written since it filled its region; 0 before. */
  async writtenPages(): Promise<number> {
    const line = `xp /1wd ${writtenPagesAddress}`;
    const answer = await this.monitor.execute('human-monitor-command', { 'command-line': line });
    return Number(String(answer).split(':')[1]);
  }

  /** Waits until the guest has written so many pages. */
  async hasWritten(pages: number): Promise<void> {
    while ((await this.writtenPages()) < pages) await delay(20);
  }

  /** Kills it as a power cut would. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}
