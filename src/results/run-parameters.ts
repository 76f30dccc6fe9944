import * as z from 'zod/mini';
import { nonNegative, nonNegativeInt } from '../input/schema-fields.js';
import { settingNumber } from '../engines/number-schema.js';
import { engineOf } from '../engines/engines.js';
import type { Scenario, Vmm } from '../engines/scenario.js';
import { strategyParameters, withStrategySettings } from './strategy-parameters.js';
import type {
  NumberForm,
  RecordContext,
  RecordField,
  Setting,
  SettingForm,
  SettingTable,
} from '../engines/setting.js';

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** The order in which the first version of the schema published the parameters of QEMU; later ones follow. */
const qemuKeys = words(`
  dirty_log dirty_ring_size dirty_limit vcpu_dirty_limit x_vcpu_dirty_limit_period bandwidth
  downtime max_iters max_time auto_converge auto_converge_step cpu_throttle_initial
  cpu_throttle_tailslow max_cpu_throttle throttle_trigger_threshold background_sync
  responsive_throttle max_full_passes max_transfer_factor convergence_timeout deadline pause
  pause_iters pause_after policy free_page_hint multifd_channels zero_page_detection
  post_copy post_copy_iters max_postcopy_bandwidth postcopy_preempt device_state
  device_state_transfer device_state_channels sleep xbzrle_cache_size compress_threads
  compress_level compress_wait_thread multifd_compression multifd_compression_level
`);

/** The same of Cloud Hypervisor. */
const cloudHypervisorKeys = words(`
  downtime timeout timeout_strategy connections shared_memory dirty_log_worker worker_fault
  vhost_user_mem vhost_user_rate sleep
`);

interface ParameterRow {
  readonly setting: string;
  readonly row: Setting<unknown>;
  readonly field: RecordField;
}

function rowsOf(table: SettingTable, keys: readonly string[]): readonly ParameterRow[] {
  const place = ({ field }: ParameterRow): number =>
    keys.includes(field.key) ? keys.indexOf(field.key) : keys.length;
  return Object.entries(table)
    .flatMap(([setting, row]) =>
      [row.record ?? []].flat().map((field: RecordField) => ({ setting, row, field })),
    )
    .sort((a, b) => place(a) - place(b));
}

const rows: Readonly<Record<Vmm, readonly ParameterRow[]>> = {
  qemu: rowsOf(engineOf({ vmm: 'qemu' }).settings, qemuKeys),
  'cloud-hypervisor': rowsOf(engineOf({ vmm: 'cloud-hypervisor' }).settings, cloudHypervisorKeys),
};

type ParameterValue = string | number | boolean | null;

/** What a scenario set, by published key: guestperf's spelling where it has one, else QMP's. */
export type RunParameters = Readonly<Record<string, ParameterValue>>;

/** The parameters of a scenario, as a run record has them. */
export function runParameters(scenario: Scenario): RunParameters {
  const { settings, version, vmm } = scenario;
  const policy = vmm === 'qemu' ? scenario.policy : null;
  const context: RecordContext = { version, policy, settings: { ...settings } };
  const parameters: Record<string, ParameterValue> = {};
  for (const { field, setting } of rows[vmm]) {
    if (field.isThere?.(context) === false) continue;
    const own = context.settings[setting] as ParameterValue;
    parameters[field.key] = field.value === undefined ? own : field.value(context);
  }
  if (vmm === 'qemu' && scenario.strategy !== undefined) {
    Object.assign(parameters, strategyParameters(scenario.strategy));
  }
  return parameters;
}

function valueSchema({
  field: { value, values },
  row: { form },
}: ParameterRow): z.ZodMiniType<ParameterValue> {
  if (Array.isArray(values)) return z.enum(values as [string, ...string[]]);
  switch (values ?? form.kind) {
    case 'integer':
      return isOwn(form, value) ? settingNumber(form) : nonNegativeInt;
    case 'number':
      return isOwn(form, value) ? settingNumber(form) : nonNegative;
    case 'boolean':
    case 'switch':
      return z.boolean();
    default:
      return form.kind === 'choice' ? z.enum(form.choices as [string, ...string[]]) : z.string();
  }
}

/** Whether a parameter has the number of its setting, and not one that is told in its place. */
function isOwn(form: SettingForm, value: RecordField['value']): form is NumberForm {
  return value === undefined && (form.kind === 'integer' || form.kind === 'number');
}

/** The published schema; keys that the engine does not know, or whose feature is off, are absent. */
export const runParametersSchema = withStrategySettings(parameterShape());

function parameterShape(): Record<string, z.ZodMiniType<ParameterValue | undefined>> {
  const shape: ReturnType<typeof parameterShape> = {};
  for (const parameter of Object.values(rows).flat()) {
    const { description, key } = parameter.field;
    const schema = z.optional(z.nullable(valueSchema(parameter)));
    shape[key] ??= description === null ? schema : schema.check(z.describe(description));
  }
  const keys = [...qemuKeys, ...cloudHypervisorKeys, ...Object.keys(shape)];
  return Object.fromEntries(keys.map((key) => [key, shape[key]]));
}
