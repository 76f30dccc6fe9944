import {
  accessSync,
  constants,
  fstatSync,
  lstatSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { InputError } from '../../input/input-error.js';
import { systemError, unwritable } from './unwritable.js';

/** A regular file, or none yet. */
export interface FileTarget {
  readonly kind: 'file';
  /** Absolute, behind all symbolic links. */
  readonly path: string;
}

/** What takes text as it comes and cannot be replaced. */
export type StreamTarget =
  /** A descriptor of this process: /dev/stdout, /dev/fd/63. */
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  /** A device or a FIFO. */
  | { readonly kind: 'device'; readonly path: string }
  | { readonly kind: 'socket'; readonly path: string };

/** What the name of an output file stands for. */
export type OutputTarget = FileTarget | StreamTarget;

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * Finds out what a name stands for.
 *
 * @param option the option that names it, for errors
 * @throws InputError if nothing can be written under that name
 */
export function outputTarget(file: string, option: string): OutputTarget {
  const refuse = (problem: string): never => {
    throw new InputError({ subject: option, value: file, problem });
  };
  if (file === '') return refuse('is not the name of a file');
  if (!isFolder(dirname(file))) {
    return refuse(`cannot be written: the folder ${dirname(file)} does not exist`);
  }
  if (file.endsWith('/')) return refuse('is a folder, not a file');
  try {
    const path = followed(file);
    const descriptor = descriptorOf(path);
    const status =
      descriptor === null ? statSync(file, { throwIfNoEntry: false }) : fstatSync(descriptor);
    if (status?.isDirectory() === true) return refuse('is a folder, not a file');
    if (descriptor !== null) return { kind: 'descriptor', descriptor };
    return targetAt(file, path, status);
  } catch (error) {
    throw error instanceof InputError ? error : unwritable(file, option, error);
  }
}

function targetAt(file: string, path: string, status: Stats | undefined): OutputTarget {
  if (status !== undefined) accessSync(file, constants.W_OK);
  if (status === undefined || status.isFile()) return { kind: 'file', path };
  return { kind: status.isSocket() ? 'socket' : 'device', path: file };
}

/** Follows symbolic links, also one that leads to a name that is free. */
function followed(file: string): string {
  let name = file;
  for (let links = 0; links <= mostLinks; links++) {
    const folder = realpathSync.native(dirname(name));
    const path = join(folder, basename(name));
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (!isLink || descriptorOf(path) !== null) return path;
    const next = readlinkSync(path);
    // Not normalised: `..` means the parent of what a link before it leads to.
    name = isAbsolute(next) ? next : `${folder}/${next}`;
  }
  throw systemError('ELOOP');
}

/** The descriptor of this process that a path without links stands for; null if it is none. */
function descriptorOf(path: string): number | null {
  const [, folder, number] = /^(.*)\/(\d+)$/.exec(path) ?? [];
  const isOwn = folder === '/dev/fd' || folder === `/proc/${process.pid}/fd`;
  return isOwn ? Number(number) : null;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
