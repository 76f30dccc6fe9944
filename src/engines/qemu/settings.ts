import { guestSettings } from '../guest-settings.js';
import { hostSettings } from '../host-settings.js';
import { choice, type SettingValues } from '../setting.js';
import { isAtLeast, type QemuVersion } from '../../profiles/qemu-version.js';
import { dirtyLogForms, dirtyTrackings } from '../../host/dirty-tracking.js';
import {
  autoConvergeSettings,
  responsiveThrottleSettings,
} from './features/auto-converge/settings.js';
import { backgroundSyncSettings } from './features/background-sync/settings.js';
import {
  multifdCompressionSettings,
  multiThreadCompressionSettings,
} from './features/compression/settings.js';
import { deviceStateSettings } from './features/device-state/settings.js';
import { dirtyLimitSettings, manualProtectSince } from './features/dirty-limit/settings.js';
import { freePageSettings } from './features/free-page/settings.js';
import { multifdSettings } from './features/multifd/settings.js';
import { postcopySettings } from './features/postcopy/settings.js';
import { stopSettings } from './features/stop-conditions/settings.js';
import { xbzrleSettings } from './features/xbzrle/settings.js';
import { precopySettings } from './precopy-settings.js';

/** The form of the dirty bitmap. */
export const dirtyLogSettings = {
  dirtyLog: choice({
    choices: dirtyLogForms,
    help: 'when the kernel protects a logged page again',
    standard: ({ host, version }) =>
      isAtLeast(version as QemuVersion, manualProtectSince) ? host.dirtyLog : 'clear-at-sync',
    standardText: "the host profile's; clear-at-sync before QEMU 4.1",
    record: {
      key: 'dirty_log',
      description: 'When the kernel protects a logged page again',
      values: dirtyTrackings,
      value: ({ settings }) =>
        settings['dirtyRingSize'] === 0 ? String(settings['dirtyLog']) : 'dirty-ring',
    },
  }),
};

/** All that a migration by QEMU, driven by guestperf, can be told; in an order in which defaults can be worked out. */
export const qemuSettings = {
  ...guestSettings,
  ...hostSettings,
  ...precopySettings,
  ...autoConvergeSettings,
  ...freePageSettings,
  ...backgroundSyncSettings,
  responsiveThrottle: responsiveThrottleSettings.responsiveThrottle,
  ...dirtyLimitSettings,
  ...stopSettings,
  ...postcopySettings,
  ...multifdSettings,
  ...deviceStateSettings,
  ...xbzrleSettings,
  ...multiThreadCompressionSettings,
  ...multifdCompressionSettings,
  ...dirtyLogSettings,
};

/** The settings of a scenario, dense. */
export type QemuSettings = SettingValues<typeof qemuSettings>;
