import { join } from 'node:path';
import type { Terminal } from './terminal.js';

/** The folder of the user's own profiles, by the XDG base directories; null where there is no home. */
export function ownProfilesFolder({
  HOME,
  XDG_CONFIG_HOME,
}: Terminal['environment']): string | null {
  const config = XDG_CONFIG_HOME || (HOME ? join(HOME, '.config') : '');
  return config === '' ? null : join(config, 'guestperf-sim');
}
