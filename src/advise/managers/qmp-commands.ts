import { qemuSettings } from '../../engines/qemu/settings.js';
import type { QemuScenario } from '../../engines/scenario.js';
import type { LooseSettings, SettingTable } from '../../engines/setting.js';
import { isAtLeast, type QemuVersion } from '../../profiles/qemu-version.js';
import { parametersOf } from './early-commands.js';

/** Capabilities that are said whether they are on or off; of the others those that are on. */
const stated = [
  'auto-converge',
  'multifd',
  'postcopy-ram',
  'postcopy-preempt',
  'xbzrle',
  'dirty-limit',
];
/** Capabilities of which the destination has to be told as well, and parameters. */
const shared = ['multifd', 'postcopy-ram', 'postcopy-preempt', 'multifd-channels'];

/** The order in which names are said; others come behind them. */
const order = [
  ...stated,
  'downtime-limit',
  'max-bandwidth',
  'cpu-throttle-initial',
  'cpu-throttle-increment',
  'max-cpu-throttle',
  'multifd-channels',
  'xbzrle-cache-size',
  'vcpu-dirty-limit',
];

const table: SettingTable = qemuSettings;

/** A name of QMP with its value. */
type Said = readonly [name: string, value: number | string | boolean];

/**
 * The settings of a migration as commands to the source's monitor, one JSON object a line. Capabilities
 * come first, as QEMU refuses to change them during a migration.
 */
export function qmpCommands(scenario: QemuScenario): string[] {
  return [
    ...settingCommands(scenario.version, capabilities(scenario), parameters(scenario)),
    command('migrate', { uri: 'tcp:DESTINATION:PORT' }),
    ...(scenario.settings.postCopy ? [JSON.stringify({ execute: 'migrate-start-postcopy' })] : []),
  ];
}

/** What has to be on at the destination as well, as commands to its monitor; none for one plain stream. */
export function destinationCommands(scenario: QemuScenario): string[] {
  return settingCommands(
    scenario.version,
    capabilities(scenario).filter(([name, isOn]) => isOn && shared.includes(name)),
    parameters(scenario).filter(([name]) => shared.includes(name)),
  );
}

function settingCommands(
  version: QemuVersion,
  switches: readonly Said[],
  numbers: readonly Said[],
): string[] {
  const { commands, parameters: named } = parametersOf(version, numbers);
  const states = switches.map(([capability, state]) => ({ capability, state }));
  return [
    ...(states.length === 0 ? [] : [command('migrate-set-capabilities', { capabilities: states })]),
    ...(named.length === 0 ? [] : [command('migrate-set-parameters', Object.fromEntries(named))]),
    ...commands.map((early) => JSON.stringify(early)),
  ];
}

function capabilities({ settings, version }: QemuScenario): readonly Said[] {
  return inOrder(
    Object.entries(table).flatMap(([key, { qmp, since }]): Said[] => {
      if (qmp === undefined || !('capability' in qmp)) return [];
      const isOn = (settings as LooseSettings)[key] === true;
      // Versions that do not know it refuse its name.
      const isKnown = since === undefined || isAtLeast(version, since);
      const isSaid = isOn || (isKnown && stated.includes(qmp.capability));
      return isSaid ? [[qmp.capability, isOn]] : [];
    }),
  );
}

function parameters({ host, settings: dense, version }: QemuScenario): readonly Said[] {
  const settings: LooseSettings = dense;
  return inOrder(
    Object.entries(table).flatMap(([key, { qmp, since, standard }]): Said[] => {
      if (qmp === undefined || !('parameter' in qmp)) return [];
      if (since !== undefined && !isAtLeast(version, since)) return [];
      const { isSaid, parameter, value = (same) => same as Said[1] } = qmp;
      const usual =
        typeof standard === 'function' ? standard({ host, settings, version }) : standard;
      const isTold = isSaid?.(settings) ?? settings[key] !== usual;
      return isTold ? [[parameter, value(settings[key], settings)]] : [];
    }),
  );
}

function inOrder(said: readonly Said[]): readonly Said[] {
  const rank = ([name]: Said): number => (order.includes(name) ? order.indexOf(name) : Infinity);
  return said.toSorted((a, b) => rank(a) - rank(b) || 0);
}

function command(execute: string, args: object): string {
  return JSON.stringify({ execute, arguments: args });
}
