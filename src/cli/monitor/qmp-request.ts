/** All that QEMU is ever asked: none of it changes anything. */
export const queries = [
  'query-migrate',
  'query-migrate-parameters',
  'query-migrate-capabilities',
  'query-version',
  'query-status',
  'query-cpus-fast',
  'query-kvm',
] as const;
export type Query = (typeof queries)[number];

/** Without this handshake a monitor answers nothing. */
const handshake = 'qmp_capabilities';
export type QmpCommand = Query | typeof handshake;

const commands: ReadonlySet<string> = new Set<QmpCommand>([...queries, handshake]);

/**
 * The line that asks QEMU something: the one place that makes a command.
 *
 * @throws RangeError for anything but a query and the handshake, whoever got it past the types
 */
export function requestLine(command: QmpCommand, id: string | null): string {
  if (!commands.has(command)) throw new RangeError(`${String(command)} is not a query`);
  return JSON.stringify({ execute: command, ...(id !== null && { id }) });
}
