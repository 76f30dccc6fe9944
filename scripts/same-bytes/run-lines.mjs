import { drawCloudHypervisorSettings } from './cloud-hypervisor-settings.mjs';
import { lineOf } from './line.mjs';
import { resultFormats } from './option-tables.mjs';
import { drawQemuSettings } from './qemu-settings.mjs';

/** A line of `run`, of either engine. */
export function drawRunLine(random, shipped) {
  const draft = drawEngineSettings(random, shipped);
  const { settings, files } = draft;
  drawFormat(draft);
  drawStories(draft);
  const line = { ...lineOf('run', settings), files };
  // `run` may be left out where an option comes first.
  if (random.chance(0.1)) line.steps[0].command = '';
  return line;
}

/** Settings of one migration, by QEMU more often than by Cloud Hypervisor. */
export function drawEngineSettings(random, shipped) {
  const draw = random.chance(0.68) ? drawQemuSettings : drawCloudHypervisorSettings;
  return draw(random, shipped);
}

function drawFormat({ random, settings }) {
  const hasLoads = settings.has('--stress-mem') && random.chance(0.1);
  if (hasLoads) {
    settings.set('--stress-mem', `${random.integer(10, 90)},${random.integer(100, 400)}`);
  }
  const isOneRun = !hasLoads && !settings.has('--repeat') && !settings.has('--vmm');
  const formats = isOneRun ? [...resultFormats, 'guestperf', 'guestperf'] : resultFormats;
  const format = random.pick(formats);
  if (format !== 'table' || random.chance(0.3)) settings.set('--format', format);
  if (random.chance(0.35)) settings.set('--output', `results.${format}`);
}

/** What is told of a run beside its results. */
function drawStories({ random, settings }) {
  if (random.chance(0.3)) settings.set('--trace', 'trace.ndjson');
  if (random.chance(0.3)) settings.set('--explain', true);
  if (random.chance(0.25)) settings.set('--timeline', true);
  if (random.chance(0.25)) settings.set('--verbose', true);
  const isCloudHypervisor = settings.has('--vmm');
  if (isCloudHypervisor && random.chance(0.4)) {
    settings.set('--migration-progress', 'progress.ndjson');
  }
}
