import type { QemuScenario } from '../engines/scenario.js';

/**
 * What speaks against settings although they work: the guest would have to be started for them, or a failure
 * on the way loses the guest.
 */
export type Reservation = 'guest-restart' | 'risk';

/**
 * The reservation about settings; null for none.
 *
 * @param ringEntries entries of the dirty rings with which the guest was started
 */
export function reservationAbout(scenario: QemuScenario, ringEntries: number): Reservation | null {
  if (scenario.postcopy !== undefined) return 'risk';
  return scenario.hardware.dirtyRingSize === ringEntries ? null : 'guest-restart';
}

/** In words, for people. */
export function reservationText(reservation: Reservation, scenario: QemuScenario): string {
  switch (reservation) {
    case 'guest-restart':
      return `the guest must have been started with -accel kvm,dirty-ring-size=${scenario.hardware.dirtyRingSize}`;
    case 'risk':
      return 'if the link or a host fails during postcopy, the guest is lost';
  }
}
