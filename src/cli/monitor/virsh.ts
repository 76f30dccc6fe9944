import { spawn } from 'node:child_process';
import { InputError } from '../../input/input-error.js';
import { systemReason } from '../files/unwritable.js';
import { maxLineBytes } from './line-splitter.js';
import { type Query, requestLine } from './qmp-request.js';

/** A domain, and the libvirt that has it; null for virsh's own default. */
export interface VirshDomain {
  readonly domain: string;
  readonly uri: string | null;
}

/** What virsh is asked: queries to QEMU, or libvirt's own account of a job. */
export type VirshQuestion =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'job' }
  /** The job that ended last; libvirt forgets it when it is told, unless asked to keep it: virsh 6.0 can. */
  | { readonly kind: 'ended job'; readonly isKept: boolean };

/** What virsh says. */
export type VirshAnswer =
  | { readonly kind: 'text'; readonly text: string }
  /** @property problem virsh's own words */
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * Checks that virsh takes a text for the name of a domain, and not for an option.
 *
 * @throws InputError naming the flag
 */
export function checkVirshName(name: string, flag: string): string {
  const refuse = (problem: string): never => {
    throw new InputError({ subject: flag, value: name, problem });
  };
  if (name.startsWith('-')) refuse('begins with a -, as an option does; a UUID names it too');
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) refuse('has a control character');
  return name;
}

/** The arguments of virsh: the one place that makes them. No shell ever sees them. */
export function virshArguments(
  { domain, uri }: VirshDomain,
  question: VirshQuestion,
): readonly string[] {
  const connection = uri === null ? [] : ['--connect', uri];
  switch (question.kind) {
    case 'query':
      return [...connection, 'qemu-monitor-command', domain, requestLine(question.query, null)];
    case 'job':
      return [...connection, 'domjobinfo', domain];
    case 'ended job':
      return [
        ...connection,
        'domjobinfo',
        domain,
        '--completed',
        ...(question.isKept ? ['--keep-completed'] : []),
      ];
  }
}

/**
 * Asks virsh.
 *
 * @param environment that of the process: virsh finds its libvirt there
 * @throws InputError if virsh cannot be started, or says more than any answer
 */
export function askVirsh(
  domain: VirshDomain,
  question: VirshQuestion,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<VirshAnswer> {
  return new Promise((resolve, reject) => {
    const refuse = (problem: string): void =>
      reject(new InputError({ subject: '--virsh', value: domain.domain, problem }));
    const child = spawn('virsh', virshArguments(domain, question), {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its words are read: in the language that is documented.
      env: { ...environment, LC_ALL: 'C' },
      signal,
    });
    const out = new Collected(() => child.kill());
    const err = new Collected(() => child.kill());
    child.stdout.on('data', (bytes: Uint8Array) => out.add(bytes));
    child.stderr.on('data', (bytes: Uint8Array) => err.add(bytes));
    child.on('error', (error) =>
      refuse(`cannot be asked: virsh: ${systemReason(error) ?? error.message}`),
    );
    child.on('close', (code) => {
      if (out.isTooLong) return refuse(`is answered with more than ${maxLineBytes / 2 ** 20} MiB`);
      if (code === 0) return resolve({ kind: 'text', text: out.text });
      resolve({ kind: 'refused', problem: firstLine(err.text) });
    });
  });
}

/** What a stream says, as far as it is read. */
class Collected {
  private readonly pieces: Uint8Array[] = [];
  private bytes = 0;

  constructor(private readonly stop: () => void) {}

  get text(): string {
    return Buffer.concat(this.pieces).toString('utf8');
  }

  get isTooLong(): boolean {
    return this.bytes > maxLineBytes;
  }

  add(piece: Uint8Array): void {
    this.bytes += piece.length;
    if (this.isTooLong) this.stop();
    else this.pieces.push(piece);
  }
}

function firstLine(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '') ?? 'virsh fails';
  return line.replace(/^error:\s*/, '');
}
