import type { HostProfile } from '../profiles/host-profile.js';
import { loadHostProfile } from '../profiles/profile-files.js';

/** Where a suite says on which host it runs, by name or path. */
interface HostedSuite {
  readonly name: string;
  readonly host: string;
}

/**
 * The host of a suite, unless another is given.
 *
 * @param given what `--host` says
 * @throws InputError naming the option or the suite, whichever it comes from
 */
export function suiteHost({ host, name }: HostedSuite, given: string | null): HostProfile {
  return given === null ? loadHostProfile(host, `suite ${name}: host`) : loadHostProfile(given);
}
