import type { Goals } from './goals.js';
import {
  kubevirtPolicy,
  kubevirtSettings,
  qemuDowntimeLimitMs,
} from './managers/kubevirt-policy.js';
import type { ManagerText } from './managers/manager-text.js';
import { novaOptions, novaSettings } from './managers/nova-options.js';
import { virshLine } from './managers/virsh-line.js';
import { defaultMigrationParameters } from '../settings/defaults.js';
import { noEncoding } from '../engines/qemu/features/compression/encoding.js';
import type { Policy, PolicySettings } from '../profiles/policy.js';
import type { QemuScenario } from '../engines/scenario.js';
import { plainTransfer } from '../engines/qemu/features/multifd/transfer.js';

/** What to tell a manager, and the migration that it then makes. */
export interface ManagerChoice {
  readonly text: ManagerText;
  readonly scenario: QemuScenario;
}

/** The managers' versions of settings: what each can say, and what comes of it. */
export function managerChoices(
  best: QemuScenario,
  plain: QemuScenario,
  goals: Goals,
  firstPassSeconds: number,
): readonly ManagerChoice[] {
  const dataGib = best.hardware.vmMib / 1024;
  const nova = novaSettings(best, goals, firstPassSeconds, dataGib);
  const kubevirt = kubevirtSettings(best, goals, firstPassSeconds, dataGib);
  const { throttleInitial, throttleIncrement, maxThrottle } = defaultMigrationParameters;
  const throttle = { throttleInitial, throttleIncrement, maxThrottle };
  const expressible = withoutLimit(best, plain);
  return [
    {
      text: virshLine(best),
      scenario: { ...expressible, migration: { ...expressible.migration, maxThrottle } },
    },
    {
      text: novaOptions(best, nova),
      scenario: managed(
        {
          ...withoutXbzrle(expressible),
          migration: { ...expressible.migration, ...throttle },
        },
        nova,
      ),
    },
    {
      text: kubevirtPolicy(best, kubevirt),
      scenario: managed(
        {
          ...withoutXbzrle(expressible),
          transfer: { ...plainTransfer, ...plain.transfer },
          migration: {
            ...expressible.migration,
            ...throttle,
            downtimeLimitMs: qemuDowntimeLimitMs,
          },
        },
        kubevirt,
      ),
    },
  ];
}

/** No manager has the dirty limit. */
function withoutLimit(scenario: QemuScenario, { hardware }: QemuScenario): QemuScenario {
  const { dirtyLimit: _, ...rest } = scenario;
  return { ...rest, hardware };
}

function withoutXbzrle(scenario: QemuScenario): QemuScenario {
  const { encoding = noEncoding } = scenario;
  return encoding.xbzrle === null
    ? scenario
    : { ...scenario, encoding: { ...encoding, xbzrle: null } };
}

function managed(scenario: QemuScenario, settings: PolicySettings): QemuScenario {
  const policy: Policy = {
    name: settings.kind,
    description: 'as advised',
    source: 'advise',
    policy: settings,
  };
  const { postcopy, ...rest } = scenario;
  return {
    ...rest,
    // The manager decides when postcopy begins.
    ...(postcopy !== undefined && { postcopy: { ...postcopy, startAtIterations: null } }),
    management: { ...scenario.management, policy },
  };
}
