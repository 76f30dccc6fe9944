import type { CloudHypervisorVariant } from '../engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRefusals } from '../engines/cloud-hypervisor/refusals.js';
import { cloudHypervisorSettings } from '../engines/cloud-hypervisor/settings.js';
import { qemuRefusals } from '../engines/qemu/refusals.js';
import { qemuSettings } from '../engines/qemu/settings.js';
import { beginning } from '../engines/qemu/under-way/seen.js';
import { refuse } from '../engines/refusal.js';
import type { CloudHypervisorScenario, QemuScenario, Scenario, Vmm } from '../engines/scenario.js';
import type { SettingTable, SettingValues } from '../engines/setting.js';
import { InputError, type InputProblem } from '../input/input-error.js';
import { type Host, hostOf } from '../profiles/host.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { type Policy, permitsAutoConverge } from '../profiles/policy.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { LoadedStrategy } from '../strategies/load-strategy.js';
import type { WorkloadProfile, Workload } from '../profiles/workload.js';
import { applyMode, modesOf } from './convergence.js';
import { checkEngineSettings } from './engine-settings.js';
import { givenHost, profileOf } from './given-profile.js';
import { GivenSettings, type SettingLayer } from './given-settings.js';
import { type Load, loadOf } from './load.js';
import { readValue } from './read-value.js';
import { cloudHypervisorModeLabel, qemuModeLabel } from './mode-label.js';
import { applyStrategy, strategyOf, strategyRows } from './strategy.js';
import { settingTable } from './table.js';

/** A quantity: a number in the setting's unit, or a text with one of its own, such as `8G` or `300ms`. */
type Written<Value> = Value extends number ? number | string : Value;

type Profiles = {
  readonly host?: string | HostProfile;
  readonly workload?: string | WorkloadProfile | Workload;
  readonly policy?: string | Policy;
};

/** Settings of a migration by their keys; what is absent has its default. A command line of `run`, as data. */
export type Settings = Profiles & {
  readonly [Key in Exclude<keyof typeof settingTable, keyof Profiles>]?: Written<
    NonNullable<SettingValues<typeof settingTable>[Key]>
  >;
};

/** What a scenario is called, and which of its repeats it is. */
export interface ScenarioLabels {
  readonly name?: string;
  readonly mode?: string;
  /** From 1. */
  readonly repeat?: number;
}

/**
 * The scenario that settings ask for.
 *
 * @throws InputError if a value is not accepted, or settings contradict each other
 */
export function resolve(settings: Settings, labels: ScenarioLabels = {}): Scenario {
  return resolveLayers([{ values: settings, name: (key) => key }], labels);
}

/** A scenario, or what is wrong with the settings. */
export type Resolution =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: InputProblem };

/** As `resolve`, without an exception for what a user can mend. */
export function tryResolve(settings: Settings, labels: ScenarioLabels = {}): Resolution {
  try {
    return { ok: true, scenario: resolve(settings, labels) };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, problem: error.detail };
    throw error;
  }
}

/**
 * The scenario of settings that were given in several places, of which a later one prevails.
 *
 * @throws InputError as `resolve`, with the names that the places have for settings
 */
export function resolveLayers(layers: readonly SettingLayer[], labels: ScenarioLabels): Scenario {
  const strategy = strategyOf(layers);
  const given = new GivenSettings(layers, strategyRows(strategy));
  const vmm = (given.value('vmm') ?? settingTable.vmm.standard) as Vmm;
  checkEngineSettings(vmm, given);
  const host = hostOf(givenHost(given));
  return vmm === 'qemu'
    ? qemuScenario(given, host, labels, strategy)
    : cloudHypervisorScenario(given, host, labels);
}

function qemuScenario(
  given: GivenSettings,
  host: Host,
  labels: ScenarioLabels,
  loaded: LoadedStrategy | null,
): QemuScenario {
  const mode = applyMode(given);
  const strategy = applyStrategy(given, loaded);
  const version = (given.value('qemu') ?? host.qemu) as QemuVersion;
  const policy = profileOf('policy', given) as Policy | null;
  const askedAutoConverge = given.value('autoConverge') === true;
  const permitted = policy && permitsAutoConverge(policy);
  if (permitted !== null) given.imply('autoConverge', permitted, 'autoConverge');
  const settings = withDefaults(qemuSettings, given, host, version);
  refuse(
    qemuRefusals,
    {
      settings,
      version,
      host,
      policy,
      strategy: strategy ?? undefined,
      mode,
      askedAutoConverge,
      policyName: nameOf(given.value('policy')),
      given: new Set(given.keys()),
      name: (key) => given.name(key),
    },
    (subject, problem) =>
      mode !== null && given.name(subject) === given.name('mode') && problem.value !== undefined
        ? { problem: problem.problem, value: mode, allowed: modesOf(version).join(', ') }
        : problem,
  );
  const own = strategy === null ? {} : { strategy };
  return {
    ...sharedParts(
      given,
      labels,
      loadOf(given, settings),
      qemuModeLabel({ settings, policy, ...own }),
    ),
    vmm: 'qemu',
    version,
    host,
    settings,
    policy,
    ...own,
    start: beginning,
  } as QemuScenario;
}

function cloudHypervisorScenario(
  given: GivenSettings,
  host: Host,
  labels: ScenarioLabels,
): CloudHypervisorScenario {
  const version = (given.value('variant') ??
    settingTable.variant.standard) as CloudHypervisorVariant;
  const settings = withDefaults(cloudHypervisorSettings, given, host, version);
  const load = loadOf(given, settings);
  refuse(cloudHypervisorRefusals, {
    settings,
    version,
    host,
    workload: load.workload,
    given: new Set(given.keys()),
    name: (key) => given.name(key),
  });
  return {
    ...sharedParts(given, labels, load, cloudHypervisorModeLabel({ settings, version })),
    vmm: 'cloud-hypervisor',
    version,
    host,
    settings,
  } as CloudHypervisorScenario;
}

/** What a scenario has whichever engine runs it; `mode` is its label where nobody gave one. */
function sharedParts(given: GivenSettings, labels: ScenarioLabels, load: Load, mode: string) {
  return {
    name: labels.name ?? load.scenario,
    mode: labels.mode ?? mode,
    workload: load.workload,
    seed: given.value('seed') ?? settingTable.seed.standard,
    repeat: labels.repeat ?? 1,
    verify: given.value('verify') === true,
  };
}

/** What was given, and the default of everything else; a default may follow from those before it. */
function withDefaults<Table extends SettingTable>(
  table: Table,
  given: GivenSettings,
  host: Host,
  version: string,
): SettingValues<Table> {
  const settings: Record<string, unknown> = {};
  for (const [key, { form }] of Object.entries(table)) {
    const value = given.value(key);
    // An engine may take less of a setting than another one.
    settings[key] = value === undefined ? value : readValue(form, value, given.name(key));
  }
  for (const [key, { standard }] of Object.entries(table)) {
    settings[key] ??=
      typeof standard === 'function' ? standard({ version, host, settings }) : standard;
  }
  return settings as SettingValues<Table>;
}

function nameOf(policy: unknown): string {
  return typeof policy === 'string' ? policy : ((policy as Policy | undefined)?.name ?? '');
}
