import { InputError } from '../../input/input-error.js';

/** Where QEMU's monitor listens. */
export type QmpAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** The longest name of a socket on Linux, bytes (sun_path, without its NUL). */
const maxPathBytes = 107;
const maxPort = 65_535;

/**
 * Reads PATH or HOST:PORT; an IPv6 address stands in brackets. What has a slash is a path.
 *
 * @throws InputError naming the flag
 */
export function readQmpAddress(text: string, flag: string): QmpAddress {
  const refuse = (problem: string, allowed?: string): never => {
    throw new InputError({ subject: flag, value: text, problem, allowed });
  };
  const [, bracketed, plain, port] = /^(?:\[([^\]/]+)\]|([^:/[\]]+)):(\d+)$/.exec(text) ?? [];
  if (port !== undefined) {
    const number = Number(port);
    if (number < 1 || number > maxPort) refuse('has no such port', `HOST:1 to HOST:${maxPort}`);
    return { kind: 'tcp', host: bracketed ?? plain, port: number };
  }
  if (text.includes('\0')) refuse('is not a path: it has a NUL character');
  if (Buffer.byteLength(text) > maxPathBytes) {
    refuse('is too long for the name of a socket', `${maxPathBytes} bytes`);
  }
  return { kind: 'unix', path: text };
}
