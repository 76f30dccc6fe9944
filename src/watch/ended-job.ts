import type { VirshAnswer, VirshQuestion } from '../cli/monitor/virsh.js';
import { InputError } from '../input/input-error.js';
import { isFinal, type MigrationReading } from '../observed/migration-reading.js';
import { ObservedStream } from '../observed/observed-stream.js';

/** Where a job is asked for. */
export interface JobAsking {
  readonly domain: string;
  readonly option: string;
  readonly ask: (question: VirshQuestion) => Promise<VirshAnswer>;
}

/** What virsh before 6.0 says of the option that keeps the account of a job, and libvirt before that of its flag. */
const cannotKeep = /keep-completed|unsupported flags/;

/**
 * How libvirt says that a job has ended that was there at last; null if it does not.
 *
 * @param last what was read before it ended
 * @param isQemus whether `last` is by QEMU's clock
 */
export async function endedJob(
  asking: JobAsking,
  last: MigrationReading | null,
  isQemus: boolean,
): Promise<MigrationReading | null> {
  if (last === null || last.status === 'none') return null;
  const answer = await askEnded(asking);
  if (answer.kind === 'refused') return null;
  const reading = migrationOf(answer.text, asking);
  // That of an earlier migration says nothing of this one.
  if (reading === null || !isFinal(reading.status) || reading.elapsedMs < last.elapsedMs) {
    return null;
  }
  return isQemus ? { ...reading, elapsedMs: qemuTotalMs(reading, last) } : reading;
}

async function askEnded({ ask }: JobAsking): Promise<VirshAnswer> {
  const answer = await ask({ kind: 'ended job', isKept: true });
  const isTooOld = answer.kind === 'refused' && cannotKeep.test(answer.problem);
  return isTooOld ? ask({ kind: 'ended job', isKept: false }) : answer;
}

/** The reading of a job; null if it was something else, as the migration that brought the guest here. */
function migrationOf(text: string, { domain, option }: JobAsking): MigrationReading | null {
  try {
    return lastReading(new ObservedStream({ file: domain, option }), text);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The reading of a block of domjobinfo; null if it has none. */
export function lastReading(stream: ObservedStream, block: string): MigrationReading | null {
  const readings = [...block.split('\n'), ''].flatMap((line) => stream.line(line));
  return readings.at(-1) ?? null;
}

/**
 * QEMU's total time of a migration, ms. libvirt's clock also runs while it starts the destination before, and
 * resumes the guest after. The rate that it passes on is QEMU's: what was sent over the total time without the setup
 * (migration.c, migration_calculate_complete).
 */
function qemuTotalMs(
  { elapsedMs, ram, setupMs }: MigrationReading,
  last: MigrationReading,
): number {
  if (!ram?.bytesPerSecond) return elapsedMs;
  const totalMs = (setupMs ?? 0) + (ram.transferredBytes / ram.bytesPerSecond) * 1000;
  return Math.round(Math.min(elapsedMs, Math.max(last.elapsedMs, totalMs)));
}
