import { flagOf } from '../cli/options/option.js';
import { standardInput } from '../cli/text-input.js';
import { givenStrategySettings } from '../engines/qemu/features/strategy/settings.js';
import { InputError } from '../input/input-error.js';
import {
  dirtyRateWorkload,
  type MeasuredDirtyRate,
  readDirtyRates,
  type TextReader,
} from '../observed/dirty-rate-reply.js';
import type { ObservedMigration } from '../observed/migration-reading.js';
import { readObserved } from '../observed/read-observed.js';
import type { Settings } from '../settings/resolve.js';
import { givenHost } from '../settings/given-profile.js';
import { GivenSettings } from '../settings/given-settings.js';
import { isUnderWay, type MigrationUnderWay } from './continuation.js';
import { type ObservedFacts, observedFacts } from './observed-facts.js';
import type { AdviseOptions } from './options.js';
import { type AdviceQuestion, completeQuestion, type CompleteQuestion } from './question.js';

/**
 * What a command line asks. What it says itself goes before what is read of a migration.
 *
 * @param read gives the text of a file, or of standard input
 * @throws InputError if options contradict each other, or a file cannot be read
 */
export function questionOf(options: AdviseOptions, read: TextReader): CompleteQuestion {
  const { explain, maxDowntime, maxTotal, minGuestSpeed, ramInUse, runs, without } = options;
  const { cpus, dirtyRingSize, host, linkGbit, linkMbit, mem, qemu, seed } = options;
  const migration = options.progress === null ? null : migrationIn(options.progress, read);
  const observed = migration === null ? null : factsOf(migration, nameOf(options.progress));
  const load = loadOf(options, observed, read);
  const given = { cpus, mem, dirtyRingSize, host, linkGbit, linkMbit, qemu, seed } as Settings;
  const said = { ...defined(given), ...load.settings };
  const seen = settingsFrom(observed, given);
  const question: AdviceQuestion = {
    settings: { ...seen, ...said },
    goals: {
      ...(maxDowntime !== null && { maxDowntimeMs: maxDowntime }),
      ...(maxTotal !== null && { maxTotalSeconds: maxTotal }),
      ...(minGuestSpeed !== null && { minGuestSpeedPercent: minGuestSpeed }),
    },
    without,
    ...(options.strategy !== null && {
      strategy: { ...givenStrategySettings(options), strategy: options.strategy },
    }),
    runs,
    ramInUse,
    explain,
    observed,
    underWay: migration === null ? null : underWayOf(migration, given),
  };
  return completeQuestion(question, (key) => {
    if (key === 'workload') return flagOf(load.option);
    return key in seen && !(key in said) ? progress : flagOf(key);
  });
}

const progress = '--progress';

function nameOf(file: string | null): string {
  return file === null || file === standardInput ? 'standard input' : file;
}

function migrationIn(file: string, read: TextReader): ObservedMigration {
  return readObserved(read(file, progress), { file: nameOf(file), option: progress });
}

/** A migration that has not ended, with what the command line says of it and its hosts; null if it has. */
function underWayOf(migration: ObservedMigration, given: Settings): MigrationUnderWay | null {
  if (!isUnderWay(migration)) return null;
  const { cpus, host, linkGbit, linkMbit, qemu } = given;
  const hosts = defined({ host, linkGbit, linkMbit } as Settings);
  const { setup } = migration;
  return {
    observed: {
      ...migration,
      setup: {
        ...setup,
        vcpus: typeof cpus === 'number' ? cpus : setup.vcpus,
        qemuVersion: qemu ?? setup.qemuVersion,
      },
    },
    host: {
      profile: givenHost(new GivenSettings([{ values: hosts, name: flagOf }])),
      hasKnownLink: Object.keys(hosts).length > 0,
    },
  };
}

function factsOf(migration: ObservedMigration, name: string): ObservedFacts {
  const facts = observedFacts(migration);
  if (facts !== null) return facts;
  const problem =
    'says nothing of RAM: the migration has not begun, or left no more than its status';
  throw new InputError({ subject: progress, value: name, problem });
}

/** The guest and the hosts, as far as a migration that was seen tells of them. */
function settingsFrom(observed: ObservedFacts | null, given: Settings): Settings {
  if (observed === null) return {};
  const { linkGbit, ramMib, vcpus, version } = observed;
  const isLinkGiven = given.linkGbit !== undefined || given.linkMbit !== undefined;
  return {
    ...(given.mem === undefined && { mem: Math.max(1, Math.round(ramMib / 1024)), vmMem: ramMib }),
    ...(vcpus !== null && { cpus: vcpus }),
    ...(version !== null && { qemu: version }),
    ...(linkGbit !== null && !isLinkGiven && { linkGbit }),
  };
}

interface Load {
  readonly settings: Settings;
  /** The option that says what the guest writes. */
  readonly option: string;
}

/** What the guest writes, from the one option that says so, or else as it was seen. */
function loadOf(
  { dirtyRate, stressMem, workload }: AdviseOptions,
  observed: ObservedFacts | null,
  read: TextReader,
): Load {
  const given = [
    ...(stressMem === undefined ? [] : ['stressMem']),
    ...(workload === undefined ? [] : ['workload']),
    ...(dirtyRate.length === 0 ? [] : ['dirtyRate']),
  ];
  if (given.length === 0) return { settings: seenLoad(observed), option: 'progress' };
  if (given.length > 1) {
    const problem = `contradicts ${flagOf(given[0])}: one of them says what the guest writes`;
    throw new InputError({ subject: flagOf(given[1]), problem });
  }
  const [option] = given;
  if (dirtyRate.length === 0) return { settings: { stressMem, workload } as Settings, option };
  return { settings: { workload: dirtyRateWorkload(readDirtyRates(dirtyRate, read)) }, option };
}

function seenLoad(observed: ObservedFacts | null): Settings {
  const allowed = '--stress-mem, --workload or --dirty-rate';
  if (observed === null) {
    const problem = 'what the guest writes is missing';
    throw new InputError({ subject: 'advise', problem, allowed });
  }
  if (observed.dirtyRates.length === 0) {
    const problem =
      'nobody has seen the guest dirty anything yet, so that what it writes is missing';
    throw new InputError({ subject: progress, problem, allowed });
  }
  const within = ({ mibPerSecond, periodMs }: MeasuredDirtyRate): MeasuredDirtyRate => ({
    periodMs,
    mibPerSecond: Math.min(mibPerSecond, (observed.ramMib / periodMs) * 1000),
  });
  return { workload: dirtyRateWorkload(observed.dirtyRates.map(within)) };
}

/** What was written. */
function defined(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
