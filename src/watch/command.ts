import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { say } from '../cli/message.js';
import { keepHeapSmall } from '../cli/small-heap.js';
import { checkDistinct, checkOutputFile, OutputFile, writeOutputFile } from '../cli/output-file.js';
import type { Terminal } from '../cli/terminal.js';
import { loadHostProfile } from '../profiles/profile-files.js';
import { settingTable } from '../settings/table.js';
import type { Forecaster } from './forecaster.js';
import { type OpenedSource, openSource } from './open-source.js';
import { type WatchOptions, watchOptionGroups } from './options.js';
import { openView } from './open-view.js';
import { isFinal, type MigrationReading } from '../observed/migration-reading.js';
import type { Recording } from './recording.js';
import type { OutcomeName, WatchOutcome } from './watch-outcome.js';
import { warmUp } from './warm-up.js';
import type { WatchView } from './watch-view.js';
import type { WatchedMigration } from './watched-migration.js';

export const watchCommand: Command = {
  name: 'watch',
  summary: 'Follow a running migration and forecast its end. Only queries are sent.',
  examples: [
    {
      purpose: "through QEMU's monitor; -qmp unix:/run/vm.qmp,server=on,wait=off opens one",
      commandLine: 'guestperf-sim watch --qmp /run/vm.qmp',
    },
    {
      purpose: "libvirt's domain, as lines, with a report to calibrate from afterwards",
      commandLine: 'guestperf-sim watch --virsh web1 --format lines --record web1.json',
    },
    {
      purpose: 'what somebody else asks, as it comes',
      commandLine:
        '{ while virsh domjobinfo web1; do sleep 1; done; virsh domjobinfo web1 --completed; } | guestperf-sim watch --input -',
    },
  ],
  optionGroups: watchOptionGroups,
  execute: (values, terminal) => watch(values as WatchOptions, terminal),
};

/** Whether the program has been compiled by forecasts that this process has made before. */
let isWarm = false;

/** Why watching ended although the migration had not; null if there was nothing more to read. */
type Cut = { readonly name: OutcomeName; readonly reason: string | null } | null;

async function watch(options: WatchOptions, terminal: Terminal): Promise<ExitCode> {
  const files = [
    ['--output', options.output],
    ['--record', options.record],
  ] as const;
  keepHeapSmall();
  const forecaster = await forecasterOf(options);
  const source = openSource(options, terminal);
  for (const [option, file] of files) checkOutputFile(file, option);
  checkDistinct(files);
  if (!isWarm) {
    // Another forecaster of the same kind: this one knows nothing of what is made up.
    warmUp(await forecasterOf(options));
    isWarm = true;
  }
  const output = options.output === null ? null : new OutputFile(options.output, '--output');
  try {
    const view = await openView(source.name, options, terminal, output);
    const { record } = options;
    const watching = { source, view, forecaster, record, terminal, isForNobody };
    const outcome = await follow(watching);
    if (outcome === null) return exitCode.done;
    output?.commit();
    if (output !== null && outcome.name === 'interrupted')
      say(terminal, `interrupted: ${options.output} has what was seen until then`);
    return codeOf(outcome);
  } finally {
    output?.discard();
  }

  function isForNobody(): boolean {
    return files.every(([, file]) => file === null) && terminal.out.isLost?.() === true;
  }
}

interface Watching {
  readonly source: OpenedSource;
  readonly view: WatchView;
  readonly forecaster: Forecaster;
  /** The file of --record; null for none. */
  readonly record: string | null;
  readonly terminal: Terminal;
  /** Whether nobody wants to know any more. */
  readonly isForNobody: () => boolean;
}

/** Of a host that was named, the link is known as well. */
async function forecasterOf({ host, seed }: WatchOptions): Promise<Forecaster> {
  const { EngineForecaster } = await import('./engine-forecaster.js');
  const profile = loadHostProfile(host ?? settingTable.host.standard ?? '', '--host');
  return new EngineForecaster({ profile, hasKnownLink: host !== null }, seed ?? '1');
}

/**
 * Shows what is read, until there is no more; then writes what was seen. Of a file with a fault nothing is written: it
 * can be read again.
 *
 * @returns null if nobody wants to know
 */
async function follow(watching: Watching): Promise<WatchOutcome | null> {
  const { forecaster, isForNobody, record, source, terminal, view } = watching;
  const [{ WatchedMigration: Migration }, { Recording: Kept }] = await Promise.all([
    import('./watched-migration.js'),
    import('./recording.js'),
  ]);
  const migration = new Migration(forecaster);
  const recording = record === null ? null : new Kept();
  let ending: string | null = source.isLive ? 'fault' : null;
  try {
    const cut = await take(watching, migration, recording);
    const outcome = migration.outcome(cut);
    ending = outcome.name;
    if (isForNobody()) return null;
    view.end(outcome);
    return outcome;
  } finally {
    if (record !== null && recording !== null && ending !== null) {
      await write(recording, record, ending, terminal);
    }
  }
}

async function take(
  { isForNobody, source, terminal, view }: Watching,
  migration: WatchedMigration,
  recording: Recording | null,
): Promise<Cut> {
  let isFirst = true;
  for await (const event of source.events) {
    if (event.kind === 'gone') {
      say(terminal, `nobody answers any more: ${event.problem}`);
      return { name: 'monitor-gone', reason: event.problem };
    }
    if (event.kind === 'setup') {
      migration.setup(event.setup);
      recording?.setup(event.setup, event.told);
      continue;
    }
    if (isFirst && source.isLive) sayFirst(event.reading, terminal);
    isFirst = false;
    recording?.answer(event.reading, event.atMs);
    view.answer(migration.answer(event.reading));
    if (terminal.interruption.aborted || isForNobody()) break;
  }
  return terminal.interruption.aborted ? { name: 'interrupted', reason: null } : null;
}

/** Says so if there is nothing to watch yet, or any more. */
function sayFirst({ status }: MigrationReading, terminal: Terminal): void {
  if (status === 'none') say(terminal, 'no migration has begun: waiting for one');
  if (!isFinal(status)) return;
  const ended = status === 'cancelled' ? 'been cancelled' : status;
  say(terminal, `note: the last migration had ${ended} before it was watched`);
}

/** Writes what was seen as a report of guestperf. */
async function write(
  recording: Recording,
  file: string,
  outcome: string,
  terminal: Terminal,
): Promise<void> {
  if (!recording.hasAnswers) {
    say(terminal, `note: ${file} is not written: nothing was seen of a migration`);
    return;
  }
  const [{ observedReport }, { reportText }] = await Promise.all([
    import('../observed/observed-report.js'),
    import('../guestperf/report-text.js'),
  ]);
  writeOutputFile(file, reportText(observedReport(recording.run(outcome))), '--record');
  const { notTold } = recording;
  if (notTold.length === 0) return;
  say(terminal, `note: ${file}: nobody told ${notTold.join(', ')}: guestperf's defaults`);
}

function codeOf({ name }: WatchOutcome): ExitCode {
  if (name === 'completed') return exitCode.done;
  return name === 'interrupted' ? exitCode.interrupted : exitCode.notConverged;
}
