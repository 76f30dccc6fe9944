import { drawGuest, drawHost, drawRecorded, drawSimulation } from './shared-settings.mjs';
import { freePagePolicies, qemuVersions } from './option-tables.mjs';
import { drawPolicy } from './profile-files.mjs';

/**
 * Draws options of `run` that QEMU accepts together. A draft holds what was drawn so far, as later
 * options depend on earlier ones.
 *
 * @returns the draft: `settings`, and the `files` that they name
 */
export function drawQemuSettings(random, shipped) {
  const draft = { random, shipped, settings: new Map(), files: {} };
  drawHost(draft);
  draft.version = draft.host.qemu;
  if (random.chance(0.7)) {
    draft.version = random.pick(qemuVersions);
    draft.settings.set('--qemu', draft.version);
  }
  drawGuest(draft);
  drawLimits(draft);
  drawConvergence(draft);
  drawEnding(draft);
  drawPostcopy(draft);
  drawMultifd(draft);
  drawEncoding(draft);
  drawTracking(draft);
  drawSimulation(draft);
  if (random.chance(0.15)) drawRecorded(draft);
  return draft;
}

/** True if the version of a draft is `version` or later. */
function isAtLeast(draft, version) {
  return qemuVersions.indexOf(draft.version) >= qemuVersions.indexOf(version);
}

function drawLimits({ random, settings }) {
  settings.set('--max-time', String(random.integer(3, 25)));
  if (random.chance(0.6)) settings.set('--max-iters', String(random.integer(2, 60)));
  if (random.chance(0.3))
    settings.set('--bandwidth', random.pick(['0', '64', '150', '400', '2000']));
  if (random.chance(0.4))
    settings.set('--downtime', random.pick(['0', '30', '100', '300', '1000']));
}

/** Auto-converge and its refinements, by options or by a mode; or the dirty limit instead. */
function drawConvergence(draft) {
  const { random, settings } = draft;
  const isKvm = draft.host.accelerator !== 'tcg';
  const kinds = { none: 4, options: 4, mode: 2, limit: isKvm && isAtLeast(draft, '8.1') ? 2 : 0 };
  const kind = random.pickWeighted(kinds);
  if (kind === 'limit') drawDirtyLimit(draft);
  if (kind === 'mode') settings.set('--mode', random.pick(modesOf(draft)));
  if (kind === 'options') drawAutoConverge(draft);
  draft.throttles = kind === 'options' || kind === 'mode';
  if (draft.throttles) drawThrottle(draft);
}

function modesOf(draft) {
  const forms = isAtLeast(draft, '9.2') ? ['merged'] : ['v1', 'v2'];
  const refined = forms.flatMap((form) => [form, `${form}+responsive`]);
  return ['precopy', 'original', 'responsive', ...refined];
}

function drawAutoConverge(draft) {
  const { random, settings } = draft;
  settings.set('--auto-converge', true);
  const forms = isAtLeast(draft, '9.2') ? ['off', 'merged'] : ['off', 'v1', 'v2'];
  if (random.chance(0.5)) settings.set('--background-sync', random.pick(forms));
  const spelling = random.pick(['responsive-throttle', 'cpu-throttle-responsive']);
  if (random.chance(0.3)) settings.set(`--${spelling}`, true);
}

function drawThrottle({ random, settings }) {
  if (random.chance(0.4)) settings.set('--auto-converge-step', String(random.integer(1, 99)));
  if (random.chance(0.3)) settings.set('--throttle-initial', String(random.integer(1, 60)));
  if (random.chance(0.3)) settings.set('--max-throttle', String(random.integer(60, 99)));
  if (random.chance(0.2)) settings.set('--throttle-tailslow', true);
  if (random.chance(0.3)) {
    settings.set('--throttle-trigger-threshold', String(random.integer(1, 100)));
  }
}

function drawDirtyLimit({ random, settings }) {
  settings.set('--dirty-ring-size', random.pick(['1024', '4096', '65536']));
  settings.set('--dirty-limit', true);
  if (random.chance(0.5)) {
    settings.set('--x-vcpu-dirty-limit-period', String(random.integer(1, 10) * 100));
  }
  if (random.chance(0.5)) settings.set('--vcpu-dirty-limit', String(random.integer(1, 200)));
}

/** What ends a migration that does not converge: a pause, a condition, or a policy. */
function drawEnding(draft) {
  const { random, settings } = draft;
  const maxTime = Number(settings.get('--max-time'));
  const kind = random.pickWeighted({ none: 5, pause: 1, after: 1, conditions: 2, policy: 2 });
  const seconds = () => String(random.integer(1, maxTime));
  if (kind === 'pause') {
    settings.set('--pause', true);
    if (random.chance(0.7)) settings.set('--pause-iters', String(random.integer(0, 8)));
  }
  if (kind === 'after') settings.set('--pause-after', seconds());
  draft.pauses = kind === 'pause' || kind === 'after';
  if (kind === 'conditions') {
    if (random.chance(0.4)) settings.set('--max-full-passes', String(random.integer(1, 8)));
    if (random.chance(0.4)) settings.set('--max-transfer-factor', random.pick(['1.5', '2', '3']));
    if (random.chance(0.4)) settings.set('--deadline', seconds());
    if (random.chance(0.4) && !settings.has('--downtime')) {
      settings.set('--convergence-timeout', seconds());
    }
  }
  draft.hasPolicy = kind === 'policy' && !draft.throttles && !settings.has('--dirty-limit');
  if (!draft.hasPolicy) return;
  settings.delete('--downtime');
  drawPolicy(draft);
}

function drawPostcopy(draft) {
  const { random, settings } = draft;
  const mayHavePostcopy = !draft.pauses && !draft.hasPolicy;
  draft.hasPostcopy = mayHavePostcopy && random.chance(0.25);
  if (draft.hasPostcopy) {
    settings.set('--post-copy', true);
    settings.set('--device-state', '0');
    if (random.chance(0.7)) settings.set('--post-copy-iters', String(random.integer(0, 6)));
    if (random.chance(0.4))
      settings.set('--max-postcopy-bandwidth', random.pick(['0', '50', '300']));
    if (random.chance(0.4)) settings.set('--postcopy-preempt', true);
  } else if (!draft.hasPolicy && random.chance(0.15)) {
    settings.set('--free-page-hint', random.pick(freePagePolicies));
  }
  // Policies may start postcopy, with which VFIO devices do not migrate.
  if (draft.hasPolicy) settings.set('--device-state', '0');
}

function drawMultifd(draft) {
  const { random, settings } = draft;
  const excludesPostcopy = isAtLeast(draft, '8.0') && !isAtLeast(draft, '10.1');
  const mayHaveMultifd = !((draft.hasPostcopy || draft.hasPolicy) && excludesPostcopy);
  draft.hasMultifd = mayHaveMultifd && random.chance(0.3);
  if (random.chance(0.2)) {
    const detections = isAtLeast(draft, '9.0') ? ['none', 'legacy', 'multifd'] : ['legacy'];
    settings.set('--zero-page-detection', random.pick(detections));
  }
  if (!settings.has('--device-state') && random.chance(0.15)) {
    settings.set('--device-state', String(random.integer(0, 600)));
  }
  if (!draft.hasMultifd) return;
  settings.set('--multifd', true);
  const channels = random.integer(1, 8);
  settings.set('--multifd-channels', String(channels));
  if (random.chance(0.3)) {
    settings.set('--device-state-transfer', random.pick(['serial', 'after-ram', 'parallel']));
  }
  const isSerial = settings.get('--device-state-transfer') === 'serial';
  if (!isSerial && channels > 1 && random.chance(0.3)) {
    settings.set('--device-state-channels', String(random.integer(0, channels - 1)));
  }
}

function drawEncoding(draft) {
  const { random, settings } = draft;
  const isOld = !isAtLeast(draft, '8.2');
  const mayCompress =
    !isAtLeast(draft, '9.1') && !draft.hasMultifd && !settings.has('--postcopy-preempt');
  const hasThreads = mayCompress && random.chance(0.2);
  if (hasThreads) drawCompressionThreads(draft);
  const mayHaveXbzrle = isOld || (!draft.hasMultifd && !hasThreads);
  if (mayHaveXbzrle && random.chance(0.15)) {
    settings.set('--compression-xbzrle', true);
    if (random.chance(0.6))
      settings.set('--compression-xbzrle-cache', String(random.integer(1, 100)));
  }
  if (draft.hasMultifd && random.chance(0.35)) drawMultifdCompression(draft);
}

function drawCompressionThreads({ random, settings }) {
  settings.set('--compression-mt', true);
  if (random.chance(0.6)) settings.set('--compression-mt-threads', String(random.integer(1, 8)));
  if (random.chance(0.5)) settings.set('--compress-level', String(random.integer(0, 9)));
  if (random.chance(0.5)) settings.set('--compress-wait-thread', random.pick(['on', 'off']));
}

function drawMultifdCompression(draft) {
  const { random, settings } = draft;
  const late = isAtLeast(draft, '9.1') ? ['qpl', 'uadk'] : [];
  const latest = isAtLeast(draft, '9.2') ? ['qatzip'] : [];
  const method = random.pick(['none', 'zlib', 'zstd', ...late, ...latest]);
  settings.set('--multifd-compression', method);
  const mostOf = { zlib: 9, zstd: 20, qatzip: 9 };
  if (!(method in mostOf) || random.chance(0.4)) return;
  settings.set(`--multifd-${method}-level`, String(random.integer(1, mostOf[method])));
}

/** A dirty ring takes the place of the bitmap, and needs KVM. */
function drawTracking({ random, settings, host }) {
  if (settings.has('--dirty-ring-size')) return;
  if (host.accelerator !== 'tcg' && random.chance(0.1)) {
    settings.set('--dirty-ring-size', random.pick(['0', '1024', '16384']));
  } else if (random.chance(0.2)) {
    settings.set('--dirty-log', random.pick(['clear-at-sync', 'manual-protect']));
  }
}
