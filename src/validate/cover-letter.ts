import type { HostProfile } from '../profiles/host-profile.js';
import { knownName } from '../input/known-name.js';
import type { Scenario } from '../engines/scenario.js';
import { loadSuite } from '../settings/suite-file.js';
import { type RunNumber, type Suite, suiteScenario } from '../settings/suite.js';
import type { PublishedReference } from './published-reference.js';

/** The suite that says what the letters' command is; that of v2 differs in loads and modes only. */
const coverLetterSuite = 'cover-letter-v1';

/**
 * The mode of a suite under which published runs were made.
 *
 * @param subject what names it, for errors, and the file in which that is
 * @throws InputError if the suite has no mode of that name
 */
export function suiteMode(
  suite: Suite,
  name: string,
  subject = 'mode',
  file?: string,
): Suite['modes'][number] {
  const names = suite.modes.map((mode) => mode.name);
  const problem = `is not a mode of the suite ${suite.name}`;
  const where = { subject, problem, ...(file !== undefined && { file }) };
  return suite.modes[names.indexOf(knownName(name, names, where))];
}

/** The scenario of one run of a published cell, with the guest of that test bed. */
export function publishedScenario(
  suite: Suite,
  { testbed }: PublishedReference,
  host: HostProfile,
  cell: { readonly stress_mem_mb: number; readonly mode: string },
  run: RunNumber,
): Scenario {
  const defaults = { ...suite.defaults, cpus: testbed.cpus, mem: testbed.mem_gb };
  return suiteScenario(
    { ...suite, defaults },
    host,
    { load: { name: '', stressMem: cell.stress_mem_mb }, mode: suiteMode(suite, cell.mode) },
    run,
  );
}

let loadedSuite: Suite | null = null;

/**
 * The scenario that the command of the cover letters "auto-converge refinements for huge VM" asks
 * for in the mode "original", on the test bed of a reference, with the host's version of QEMU.
 */
export function coverLetterScenario(
  reference: PublishedReference,
  host: HostProfile,
  stressMib: number,
  seed: string,
  repeat: number,
): Scenario {
  // A calibration asks thousands of times.
  loadedSuite ??= loadSuite(coverLetterSuite);
  const suite = { ...loadedSuite, qemu: host.qemu };
  const cell = { stress_mem_mb: stressMib, mode: 'original' };
  return publishedScenario(suite, reference, host, cell, { seed, repeat });
}
