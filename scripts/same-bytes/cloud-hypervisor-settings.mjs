import { variants } from './option-tables.mjs';
import { drawGuest, drawHost, drawRecorded, drawSimulation } from './shared-settings.mjs';

/** Draws options of `run` that a variant of Cloud Hypervisor accepts together, as a draft. */
export function drawCloudHypervisorSettings(random, shipped) {
  const settings = new Map([['--vmm', 'cloud-hypervisor']]);
  const draft = { random, shipped, settings, files: {} };
  drawHost(draft);
  drawGuest(draft);
  draft.variant = random.pick(variants);
  if (draft.variant !== 'ch-main' || random.chance(0.5)) settings.set('--variant', draft.variant);
  drawTimes(draft);
  drawDevices(draft);
  drawSimulation(draft);
  if (random.chance(0.1)) drawRecorded(draft);
  return draft;
}

/** Only some variants have a downtime, a timeout, its strategy and several connections. */
function drawTimes({ random, settings, variant }) {
  const isLegacy = variant === 'ch-legacy';
  const isOf2025 = variant.startsWith('cyberus-2025');
  if (!isLegacy) {
    settings.set('--timeout', String(random.integer(2, 20)));
    if (random.chance(0.5)) settings.set('--downtime', random.pick(['1', '50', '300', '1000']));
  }
  const hasStrategy = !isLegacy && !isOf2025 && variant !== 'cyberus-mid';
  if (hasStrategy && random.chance(0.6)) {
    settings.set('--timeout-strategy', random.pick(['cancel', 'ignore']));
  }
  if (!isLegacy && !isOf2025 && random.chance(0.5)) {
    settings.set('--connections', random.pick(['1', '2', '4', '16', '128']));
  }
}

function drawDevices({ random, settings, variant }) {
  if (random.chance(0.2)) settings.set('--shared-memory', true);
  if (random.chance(0.25) && !settings.has('--workload')) {
    settings.set('--vhost-user-mem', String(random.integer(1, 200)));
    if (random.chance(0.5)) settings.set('--vhost-user-rate', String(random.integer(1, 500)));
    if (random.chance(0.5)) settings.set('--vhost-user-in-flight', String(random.integer(0, 900)));
  }
  if (variant !== 'cyberus-dlw' || random.chance(0.6)) return;
  const hasDevice = settings.has('--vhost-user-mem');
  const faults = [
    'silent-failure',
    'self-deadlock',
    ...(hasDevice ? ['sources', 'late-writes'] : []),
  ];
  settings.set('--worker-fault', random.pick(faults));
}
