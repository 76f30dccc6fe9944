import { integer, toggle } from '../../../setting.js';

const percent = { min: 1, max: 99, unit: '%' } as const;

/** Whether auto-converge's own parameters are to be said in QMP. */
const isSaid = (settings: Readonly<Record<string, unknown>>): boolean =>
  settings['autoConverge'] === true;

/** Auto-converge, with QEMU's defaults (options.c). */
export const autoConvergeSettings = {
  autoConverge: toggle({
    help: 'throttle the vCPUs when the migration does not converge',
    guestperf: 'auto_converge',
    record: { key: 'auto_converge', description: null },
    qmp: { capability: 'auto-converge' },
  }),
  autoConvergeStep: integer({
    ...percent,
    help: 'cpu-throttle-increment in percent',
    standard: 10,
    guestperf: 'auto_converge_step',
    record: { key: 'auto_converge_step', description: 'cpu-throttle-increment in percent' },
    qmp: { parameter: 'cpu-throttle-increment', isSaid },
  }),
  throttleInitial: integer({
    ...percent,
    help: 'cpu-throttle-initial in percent',
    standard: 20,
    record: { key: 'cpu_throttle_initial', description: 'Percent' },
    qmp: { parameter: 'cpu-throttle-initial', isSaid },
  }),
  maxThrottle: integer({
    ...percent,
    help: 'max-cpu-throttle in percent, at least --throttle-initial',
    standard: 99,
    since: '3.1',
    record: { key: 'max_cpu_throttle', description: 'Percent' },
    qmp: { parameter: 'max-cpu-throttle', isSaid },
  }),
  throttleTailslow: toggle({
    help: 'cpu-throttle-tailslow: throttle no harder than the dirty rate requires',
    since: '5.1',
    record: { key: 'cpu_throttle_tailslow', description: null },
    qmp: { parameter: 'cpu-throttle-tailslow' },
  }),
  throttleTriggerThreshold: integer({
    min: 1,
    max: 100,
    unit: '%',
    help: 'throttle-trigger-threshold in percent',
    standard: 50,
    since: '5.0',
    record: { key: 'throttle_trigger_threshold', description: 'Percent' },
    qmp: { parameter: 'throttle-trigger-threshold' },
  }),
};

/** A criterion of the series of 2024, in the spellings of both. */
export const responsiveThrottleSettings = {
  responsiveThrottle: toggle({
    help: 'throttle as soon as the dirty ratio stays high; proposed, never in a release',
    proposal: 'responsive throttle',
    record: { key: 'responsive_throttle', description: null },
  }),
  cpuResponsiveThrottle: toggle({
    help: '--responsive-throttle, as the v1 series called it',
    spellingOf: 'responsiveThrottle',
  }),
  cpuThrottleResponsive: toggle({
    help: '--responsive-throttle, as the v2 series called it',
    spellingOf: 'responsiveThrottle',
  }),
};
