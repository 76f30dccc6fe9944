import { needsOf } from '../refusal.js';
import { capabilityRefusals } from './capability-refusals.js';
import { responsiveThrottleRefusals, throttleRefusals } from './features/auto-converge/refusals.js';
import { backgroundSyncRefusals } from './features/background-sync/refusals.js';
import { compressionRefusals } from './features/compression/refusals.js';
import { deviceStateRefusals } from './features/device-state/refusals.js';
import { dirtyLogRefusals, dirtyRingRefusals } from './features/dirty-limit/refusals.js';
import { freePageRefusals } from './features/free-page/refusals.js';
import { multifdRefusals } from './features/multifd/refusals.js';
import { policyRefusals } from './features/policy/refusals.js';
import { postcopyRefusals } from './features/postcopy/refusals.js';
import { stopRefusals } from './features/stop-conditions/refusals.js';
import { strategyRefusals } from './features/strategy/refusals.js';
import { type QemuRefusal, versionRefusals } from './qemu-refusal.js';
import { qemuSettings } from './settings.js';

/** What is refused of a migration by QEMU; the first that applies is told. */
export const qemuRefusals: readonly QemuRefusal[] = [
  ...strategyRefusals,
  ...throttleRefusals,
  ...stopRefusals,
  ...policyRefusals,
  ...backgroundSyncRefusals,
  ...responsiveThrottleRefusals,
  ...needsOf(qemuSettings),
  ...multifdRefusals,
  ...deviceStateRefusals,
  ...postcopyRefusals,
  ...compressionRefusals,
  ...dirtyRingRefusals,
  ...freePageRefusals,
  ...versionRefusals(qemuSettings),
  ...capabilityRefusals,
  ...dirtyLogRefusals,
];
