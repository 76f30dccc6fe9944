/**
 * Who serves a request, and over which connection.
 *
 * - `queue`: the migration thread, before the next background page, over the one connection; the scan
 *   goes on behind the page.
 * - `queue-preempt`: the migration thread, over a connection for requests (QEMU 7.2, postcopy-preempt).
 * - `preempt`: the return-path thread, beside the migration thread, over a connection for requests; the
 *   scan stays where it is (QEMU 8.0).
 * - `preempt-hint`: as `preempt`, and the scan goes on behind the page (QEMU 10.1).
 */
export type RequestService = 'queue' | 'queue-preempt' | 'preempt' | 'preempt-hint';

/** What of postcopy differs between the versions of QEMU. */
export interface PostcopyRules {
  readonly service: RequestService;
  /** Whether block times are truncated to ms (before 10.1). */
  readonly blocktimeInMilliseconds: boolean;
  /** What query-migrate says while the guest is stopped for the switch. */
  readonly statusDuringSwitch: 'device' | 'postcopy-active';
  /** Whether it says so until the destination has loaded the package (10.2, postcopy-device). */
  readonly waitsForPackage: boolean;
}
